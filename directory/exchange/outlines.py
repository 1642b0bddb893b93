"""Borders of states and counties, from the Census Bureau's polygons to a few thin lines.

Neighbors share their border point for point. So a stretch of a border that two polygons have is
between them, and one that a single polygon has is a coast; each becomes one line, drawn once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import pairwise

from directory.exchange import shapefile, thinning
from directory.exchange.thinning import Line, Spot

# By the Census Bureau, 1:500,000, in the public domain; the package only carries the files.
PACKAGE = "_plotly_geo"
COUNTIES = "package_data/cb_2016_us_county_500k.shp"

STEPS = 250  # a degree: the grid that all points are moved to
INSIDE, BETWEEN = 0, -1  # of a stretch; a coast has the number of its state
FINE, COARSE = 1.3, 7.0  # how far a line may be off, in steps
SMALLEST = 12  # steps: islands below it are left out where the whole country is seen
Stretch = tuple[Spot, Spot]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlines:
    """Lines in steps of a degree, east and north. `overview` has states only, more roughly."""

    overview: list[Line]
    states: list[Line]
    counties: list[Line]


def read() -> Outlines:
    with as_file(files(PACKAGE) / COUNTIES) as path:
        return drawn(shapefile.polygons(path, "STATEFP"))


def drawn(counties: Iterable[tuple[str, list[shapefile.Ring]]]) -> Outlines:
    """`counties`: the number of the state and the rings of each."""
    stretches = _stretches(counties)
    states = list(_lines(stretch for stretch, state in stretches.items() if state != INSIDE))
    inner = _lines(stretch for stretch, state in stretches.items() if state == INSIDE)
    return Outlines(
        overview=[thinning.thinned(line, COARSE) for line in states if _is_large(line)],
        states=[thinning.thinned(line, FINE) for line in states],
        counties=[thinning.thinned(line, FINE) for line in inner],
    )


def _stretches(polygons: Iterable[tuple[str, list[shapefile.Ring]]]) -> Mapping[Stretch, int]:
    """Each stretch of a border once: inside a state, between two, or the coast of one."""
    found: dict[Stretch, int] = {}
    for code, rings in polygons:
        state = int(code)
        for ring in rings:
            for one, other in pairwise(_spots(ring)):
                stretch = (one, other) if one < other else (other, one)
                before = found.get(stretch)
                found[stretch] = state if before is None else INSIDE if before == state else BETWEEN
    return found


def _spots(ring: shapefile.Ring) -> Iterator[Spot]:
    """The ring on the grid, without standing still."""
    last = None
    for east, north in zip(ring[::2], ring[1::2], strict=True):
        # The Aleutian Islands go on beyond the date line.
        spot = (round((east if east < 0 else east - 360) * STEPS), round(north * STEPS))
        if spot != last:
            yield spot
        last = spot


def _lines(stretches: Iterable[Stretch]) -> Iterator[Line]:
    """Stretches put end to end, from one fork to the next."""
    ends: dict[Spot, list[Spot]] = {}
    for one, other in stretches:
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    forks = {spot for spot, others in ends.items() if len(others) != 2}
    for start in (*forks, *ends):  # what is left after the forks are rings
        while ends[start]:
            yield _followed(start, ends, forks)


def _followed(start: Spot, ends: dict[Spot, list[Spot]], forks: set[Spot]) -> Line:
    line = [start]
    while True:
        here = line[-1]
        following = ends[here].pop()
        ends[following].remove(here)
        line.append(following)
        if following in forks or following == start:
            return line


def _is_large(line: Line) -> bool:
    sides = (max(degrees) - min(degrees) for degrees in zip(*line, strict=True))
    return any(side >= SMALLEST for side in sides)
