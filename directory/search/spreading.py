"""Where the sites that a search finds lie, for a map: few marks, however many sites."""

from collections.abc import Iterator
from datetime import date
from math import ceil, log2

import numpy as np

from directory.domain.criteria import Criteria
from directory.domain.places import Box, Point
from directory.search.bits import Numbers, Rows
from directory.search.columns import Columns
from directory.search.finding import Finding, Moment
from directory.search.hits import Heap, Spread

ACROSS = 8  # cells that a box is at most wide and high, more or less
FLATTER = 0.75  # of a degree of longitude: about as far north as that is east, in the middle
LEAST = 0.12  # degrees: no narrower view of anything
AROUND = 0.12  # of the view, left free on each side
COUNTRY = Box(24.0, -125.0, 50.0, -66.0)


def spread(moment: Moment, criteria: Criteria, today: date, view: tuple[int, Box | None]) -> Spread:
    """`view`: sites on a page, and the part of the map that is looked at, if one is."""
    per_page, box = view
    finding = Finding.of(moment, criteria, today)
    matching = finding.matching()
    first = (criteria.page - 1) * per_page
    ids = [hit.provider_id for hit in finding.listed(matching, slice(first, first + per_page))]
    rows = moment.columns.rows[np.array(ids, np.int64)]
    box = box or _around(moment.columns.points[rows], criteria)
    others = np.setdiff1d(matching.rows(), rows, assume_unique=True)
    return Spread(
        total=matching.total,
        provider_ids=tuple(ids),
        box=box,
        heaps=tuple(_heaps(moment.columns, others, box)),
    )


def _around(points: Numbers, criteria: Criteria) -> Box:
    """The box that shows all of the points and the place that was asked for."""
    known = points[~np.isnan(points[:, 0])].tolist()
    centre = criteria.place.point if criteria.place else None
    if centre is not None:
        known.append([centre.latitude, centre.longitude])
    if not known:
        return COUNTRY
    north, east = zip(*known, strict=True)
    (south, north_), (west, east_) = _stretched(north), _stretched(east)
    return Box(south, west, north_, east_)


def _stretched(degrees: tuple[float, ...]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    more = max((LEAST - (high - low)) / 2, (high - low) * AROUND)
    return round(low - more, 4), round(high + more, 4)


def _heaps(columns: Columns, rows: Rows, box: Box) -> Iterator[Heap]:
    """One for each cell of a grid that stays where it is while the box moves."""
    rows, points = _inside(columns.points, rows, box)
    if not len(rows):
        return
    wide = max(box.east - box.west, (box.north - box.south) / FLATTER, 1e-6)
    side = 2.0 ** ceil(log2(wide / ACROSS))
    cells = np.floor(points / (side * FLATTER, side)).astype(np.int64)
    _, firsts, cell_of = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    sizes = np.bincount(cell_of.reshape(-1))
    middles = [np.bincount(cell_of.reshape(-1), points[:, axis]) / sizes for axis in (0, 1)]
    ids = columns.ids[rows[firsts]]
    for north, east, size, one in zip(*middles, sizes, ids, strict=True):
        point = Point(round(float(north), 4), round(float(east), 4))
        yield Heap(point, int(size), int(one) if size == 1 else None)


def _inside(all_points: Numbers, rows: Rows, box: Box) -> tuple[Rows, Numbers]:
    """The rows in the box, with their points; those whose place is not known are nowhere."""
    points = all_points[rows]
    north, east = points[:, 0], points[:, 1]
    kept = (north >= box.south) & (north <= box.north) & (east >= box.west) & (east <= box.east)
    return rows[kept], points[kept]
