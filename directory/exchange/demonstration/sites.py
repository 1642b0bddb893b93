"""Where a site lies and how it is reached: real cities, streets and phones that do not exist."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from directory.domain.listings import Address, Phone
from directory.domain.places import Place, PlaceKind, Point, Precision
from directory.exchange.demonstration import texts
from directory.exchange.demonstration.dice import Dice, Weighted

ROUND_OF_STATES = 8  # every eighth site lies in the next state, however few people live there
LARGEST_CITY = 80  # ZIPs; beyond that they are those of offices, not of people
CROWDING = 1.5  # large cities have more sites than their ZIPs alone would say
SPREAD = 0.012  # degrees, about a mile
SUITES = ("", "", "", "Suite {}", "Unit {}", "Floor {}")


@dataclass(frozen=True, slots=True)
class State:
    code: str
    area_codes: tuple[int, ...]
    time_zone: str
    neighbors: tuple[str, ...]
    west_of: float = -180.0
    western_time_zone: str = ""

    def time_zone_at(self, point: Point) -> str:
        return self.western_time_zone if point.longitude < self.west_of else self.time_zone


@dataclass(frozen=True, slots=True)
class Spot:
    """A ZIP's city and the middle of each, in a state we know."""

    city: str
    zip: str
    county: str
    point: Point
    state: State
    city_point: Point | None


class Sites:
    def __init__(self, places: Iterable[Place]) -> None:
        by_city = _by_city(places)
        if not by_city:
            raise texts.DemonstrationError("No place with coordinates to put the examples in.")
        by_state: defaultdict[str, list[list[Spot]]] = defaultdict(list)
        for (state, _), spots in by_city.items():
            by_state[state].append(spots)
        self._anywhere = _weighted(by_city.values())
        self._states = [_weighted(by_state[code]) for code in sorted(by_state)]
        self._trees = texts.listed(texts.read("names")["trees"])
        self._streets = texts.listed(texts.read("names")["streets"])

    def spot(self, dice: Dice, number: int) -> Spot:
        turn, between = divmod(number, ROUND_OF_STATES)
        cities = self._anywhere if between else self._states[turn % len(self._states)]
        return dice.one(cities.draw(dice))

    def address(self, dice: Dice, spot: Spot, *, confidential: bool) -> Address:
        point, precision = _shown(dice, spot, confidential=confidential)
        tree, kind = dice.one(self._trees), dice.one(self._streets)
        return Address(
            street=f"{dice.between(1, 9899)} Example {tree} {kind}",
            street2=dice.one(SUITES).format(dice.between(1, 9)),
            city=spot.city,
            state=spot.state.code,
            zip=spot.zip,
            county=spot.county,
            confidential=confidential,
            point=point,
            precision=precision,
        )


def phones(dice: Dice, state: State) -> tuple[tuple[Phone, ...], str]:
    """The phones, and the one that answers about benefits, if any."""
    area = dice.one(state.area_codes)
    first = dice.between(0, 99)
    numbers = [f"+1{area}55501{(first + step) % 100:02}" for step in range(4)]
    kinds = [("main", 100), ("intake", 55), ("hotline", 8)]
    answered = zip(kinds, numbers, strict=False)
    have = [Phone(kind=kind, number=to) for (kind, odds), to in answered if dice.chance(odds)]
    return tuple(have), numbers[3] if dice.chance(40) else ""


def _shown(dice: Dice, spot: Spot, *, confidential: bool) -> tuple[Point | None, Precision]:
    drawn, middle = dice.random(), spot.point
    if confidential:
        return spot.city_point, Precision.CITY if spot.city_point else Precision.UNKNOWN
    if drawn < 0.3:
        return middle, Precision.ZIP
    if drawn < 0.34:
        return None, Precision.UNKNOWN
    north, east = dice.gauss(middle.latitude, SPREAD), dice.gauss(middle.longitude, SPREAD)
    return Point(round(north, 5), round(east, 5)), Precision.EXACT


def _by_city(places: Iterable[Place]) -> dict[tuple[str, str], list[Spot]]:
    states = {code: _state(code, written) for code, written in texts.read("states").items()}
    cities: defaultdict[tuple[str, str], list[Spot]] = defaultdict(list)
    known = list(places)
    middles = {(at.city, at.state): at.point for at in known if at.kind is PlaceKind.CITY}
    for place in known:
        state = states.get(place.state)
        if state and place.point and place.zip and place.city:
            middle = middles.get((place.city, place.state))
            spot = Spot(place.city, place.zip, place.county or "", place.point, state, middle)
            cities[place.state, place.city].append(spot)
    return cities


def _state(code: str, written: dict[str, Any]) -> State:
    lists = {name: tuple(value) for name, value in written.items() if isinstance(value, list)}
    return State(**{**written, **lists, "code": code})


def _weighted(cities: Iterable[Sequence[Spot]]) -> Weighted[Sequence[Spot]]:
    return Weighted((min(len(spots), LARGEST_CITY) ** CROWDING, spots) for spots in cities)
