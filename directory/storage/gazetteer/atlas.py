"""All places in memory, found by their exact names; nothing here guesses."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from directory.domain import names
from directory.domain.places import Place, PlaceKind, Point
from directory.storage.models import CityNameRow, CityRow, CountyRow, ZipRow


class Zip(NamedTuple):
    zip: str
    city: str
    state: str
    county: str
    latitude: float | None
    longitude: float | None
    time_zone: str

    @property
    def point(self) -> Point | None:
        return point(self.latitude, self.longitude)

    @property
    def place(self) -> Place:
        return Place(
            kind=PlaceKind.ZIP,
            state=self.state,
            zip=self.zip,
            city=self.city,
            county=self.county or None,
            point=self.point,
        )


class City(NamedTuple):
    name: str
    state: str
    county: str
    latitude: float | None
    longitude: float | None
    size: int  # standard ZIPs

    @property
    def place(self) -> Place:
        return Place(
            kind=PlaceKind.CITY,
            state=self.state,
            city=self.name,
            county=self.county or None,
            point=point(self.latitude, self.longitude),
        )


class County(NamedTuple):
    name: str
    title: str
    state: str
    size: int

    @property
    def place(self) -> Place:
        return Place(kind=PlaceKind.COUNTY, state=self.state, county=self.name, title=self.title)


Row = TypeVar("Row", City, County)


@dataclass(frozen=True)
class Atlas:
    """Cities and counties by folded name, the largest first.

    `together` finds names by how they look without gaps.
    """

    zips: dict[str, Zip]
    cities: dict[str, list[City]]
    aliases: dict[str, list[City]]
    counties: dict[str, list[County]]
    together: dict[str, list[str]]

    @classmethod
    def load(cls, session: Session) -> Self:
        connection = session.connection()  # rows without the mapper's work: half the time
        with _no_collection():
            cities, aliases = _read_cities(connection)
            counties = _read_counties(connection)
            zips = _read_zips(connection)
            together = _together({*cities, *aliases, *counties})
        return cls(zips, cities, aliases, counties, together)

    def cities_named(self, folded: str, state: str | None) -> list[City]:
        """Return cities of that own name; only where there is none, those with such an alias."""
        for spelling in self._spellings(folded):
            for known in (self.cities, self.aliases):
                if found := _within(known.get(spelling, ()), state):
                    return found
        return []

    def counties_named(self, folded: str, state: str | None) -> list[County]:
        for spelling in self._spellings(folded):
            if found := _within(self.counties.get(spelling, ()), state):
                return found
        return []

    def _spellings(self, folded: str) -> tuple[str, ...]:
        together = names.joined(folded)
        return (folded, together, *self.together.get(together, ()))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from walking, again and again, over 100,000 rows that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def point(latitude: float | None, longitude: float | None) -> Point | None:
    return Point(latitude, longitude) if latitude is not None and longitude is not None else None


def _within(rows: Sequence[Row], state: str | None) -> list[Row]:
    return [row for row in rows if state is None or row.state == state]


def _read_zips(connection: Connection) -> dict[str, Zip]:
    columns = (ZipRow.zip, ZipRow.city, ZipRow.state, ZipRow.county)
    where = (ZipRow.latitude, ZipRow.longitude, ZipRow.time_zone)
    rows = connection.execute(select(*columns, *where).order_by(ZipRow.zip))
    return {row[0]: Zip._make(row) for row in rows}


def _read_cities(connection: Connection) -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    numbered = _numbered_cities(connection)
    cities: defaultdict[str, list[City]] = defaultdict(list)
    aliases: defaultdict[str, list[City]] = defaultdict(list)
    columns = (CityNameRow.folded, CityNameRow.city_id, CityNameRow.primary)
    for folded, number, primary in connection.execute(select(*columns)):
        (cities if primary else aliases)[folded].append(numbered[number])
    return _largest_first(cities), _largest_first(aliases)


def _numbered_cities(connection: Connection) -> dict[int, City]:
    where = (CityRow.latitude, CityRow.longitude)
    columns = (CityRow.name, CityRow.state, CityRow.county, *where, CityRow.zips)
    rows = connection.execute(select(CityRow.id, *columns))
    return {number: City._make(row) for number, *row in rows}


def _read_counties(connection: Connection) -> dict[str, list[County]]:
    counties: defaultdict[str, list[County]] = defaultdict(list)
    columns = (CountyRow.name, CountyRow.title, CountyRow.state, CountyRow.zips)
    for folded, *row in connection.execute(select(CountyRow.folded, *columns)):
        counties[folded].append(County._make(row))
    return _largest_first(counties)


def _largest_first(named: dict[str, list[Row]]) -> dict[str, list[Row]]:
    for rows in named.values():
        rows.sort(key=lambda row: (-row.size, row.state))
    return dict(named)


def _together(folded_names: Iterable[str]) -> dict[str, list[str]]:
    together: defaultdict[str, list[str]] = defaultdict(list)
    for folded in folded_names:
        if " " in folded:
            together[names.joined(folded)].append(folded)
    return dict(together)
