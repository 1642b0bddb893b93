"""The sites a search looks at before it asks about programs: those with the words, in the place."""

import numpy as np

from directory.domain.criteria import Criteria
from directory.domain.places import Place, PlaceKind, Point
from directory.search import bits, geography, sites
from directory.search.bits import WORD, Bits
from directory.search.columns import Columns

_COLUMN = {PlaceKind.STATE: 0, PlaceKind.COUNTY: 1, PlaceKind.CITY: 2, PlaceKind.ZIP: 3}


def around(columns: Columns, point: Point, radius: float) -> Bits:
    """The sites within so many miles of a point; none whose place is not known."""
    centre = geography.vector(point)
    words = geography.words_near(columns.caps, centre, radius)
    near = np.zeros(columns.words, np.uint64)
    cosines = geography.cosines(columns.vectors.reshape(-1, WORD, 3)[words], centre)
    near[words] = bits.packed(cosines >= geography.cosine(radius))
    return near


def inside(columns: Columns, place: Place) -> Bits:
    """The sites whose address lies in the place, by its name."""
    number = columns.region_names.get(key(place), -1)
    return bits.packed(columns.regions[:, _COLUMN[place.kind]] == number)


def key(place: Place) -> str:
    match place.kind:
        case PlaceKind.ZIP:
            return sites.zip_key(place.zip or "")
        case PlaceKind.CITY:
            return sites.city_key(place.state, place.city or "")
        case PlaceKind.COUNTY:
            return sites.county_key(place.state, place.county or "")
    return sites.state_key(place.state)


def of(columns: Columns, criteria: Criteria) -> Bits:
    """The sites that the place of the search allows; all of them without one."""
    place, reach = criteria.place, criteria.reach
    if place is None:
        return columns.occupied
    if reach is not None and place.point is not None:
        return around(columns, place.point, reach)
    return inside(columns, place) & columns.occupied
