"""Where something is, and where someone looks."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.7613


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Disc:
    """All places at most so many miles from a centre."""

    centre: Point
    miles: float

    def holds(self, point: Point) -> bool:
        return miles_between(point, self.centre) <= self.miles

    @property
    def box(self) -> Box:
        """What holds the whole of it; around the world where it touches a pole or the date line."""
        north = degrees(self.miles / EARTH_RADIUS_MILES)
        lowest, highest = self.centre.latitude - north, self.centre.latitude + north
        if lowest <= -90 or highest >= 90:
            return Box(max(lowest, -90), -180, min(highest, 90), 180)
        # Where a meridian touches the disc, which is nearer to the pole than its centre.
        east = degrees(asin(sin(radians(north)) / cos(radians(self.centre.latitude))))
        west_end, east_end = self.centre.longitude - east, self.centre.longitude + east
        if west_end < -180 or east_end > 180:
            west_end, east_end = -180, 180
        return Box(lowest, west_end, highest, east_end)


class PlaceKind(StrEnum):
    ZIP = "zip"
    CITY = "city"
    COUNTY = "county"
    STATE = "state"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A place in the gazetteer, its names as the gazetteer writes them.

    A ZIP carries its city too, for display. `point` is the centre a radius is measured from; it is
    missing for a state, for a county, and for the few ZIPs without coordinates.
    """

    kind: PlaceKind
    state: str  # two letters
    zip: str | None = None
    city: str | None = None
    county: str | None = None  # without the word County
    point: Point | None = None
    title: str | None = field(default=None, compare=False)  # Orleans Parish, Louisiana

    @property
    def label(self) -> str:
        """What a person reads, and what `near=` understands again."""
        match self.kind:
            case PlaceKind.ZIP:
                return self.zip or ""
            case PlaceKind.CITY:
                return f"{self.city}, {self.state}"
            case PlaceKind.COUNTY:
                return f"{self.title or f'{self.county} County'}, {self.state}"
        return self.title or self.state

    def as_json(self) -> dict[str, str]:
        match self.kind:
            case PlaceKind.ZIP:
                return {"zip": self.zip or ""}
            case PlaceKind.CITY:
                return {"city": self.city or "", "state": self.state}
            case PlaceKind.COUNTY:
                return {"county": self.county or "", "state": self.state}
        return {"state": self.state}


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolution:
    """What a person may have meant by a place. Only `place` is certain enough to search by."""

    place: Place | None = None
    choices: tuple[Place, ...] = ()  # places of that very name, the largest first
    suggestions: tuple[Place, ...] = ()  # no such place: those with a name much like it


class Precision(StrEnum):
    """How well a listing's coordinates are known."""

    EXACT = "exact"
    ZIP = "zip"  # the middle of its ZIP code: about a mile off, sometimes five
    CITY = "city"  # the middle of its city: all that is told of a confidential address
    UNKNOWN = "unknown"


def miles_between(a: Point, b: Point) -> float:
    """Great-circle distance by the haversine formula."""
    north, south = radians(a.latitude), radians(b.latitude)
    half_height = sin((north - south) / 2) ** 2
    half_width = sin(radians(a.longitude - b.longitude) / 2) ** 2
    chord = half_height + cos(north) * cos(south) * half_width
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord)))
