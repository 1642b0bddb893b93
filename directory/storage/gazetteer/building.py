"""Turning the published list of ZIP codes into tables, once for each edition of it."""

from typing import Any

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from directory.domain.places import Point
from directory.storage.gazetteer import published, towns
from directory.storage.gazetteer.published import PublishedZip
from directory.storage.gazetteer.towns import Key, Shire, Town
from directory.storage.models import CityNameRow, CityRow, CountyRow, MarkRow, ZipRow

MARK = "places"
_LAYOUT = 2  # raise it when the tables would come out differently from the same edition
_EDITION = f"{published.EDITION}, layout {_LAYOUT}"
_TABLES = (ZipRow, CityNameRow, CityRow, CountyRow)


def build(session: Session) -> bool:
    """Fill the tables of places, and say whether that was needed."""
    if is_current(session):
        return False
    for table in _TABLES:
        session.execute(delete(table))
    _fill(session, list(published.zips()))
    session.merge(MarkRow(name=MARK, value=_EDITION))
    session.flush()
    return True


def is_current(session: Session) -> bool:
    """Whether the tables hold the edition that is installed."""
    mark = session.get(MarkRow, MARK)
    says_so = mark is not None and mark.value == _EDITION
    return says_so and all(session.scalar(select(exists(table))) for table in _TABLES)


def _fill(session: Session, entries: list[PublishedZip]) -> None:
    ashore = [entry for entry in entries if not entry.military]
    postal = towns.towns(ashore)
    cities = postal | towns.suburbs(ashore, postal)
    names = _city_names(cities, postal, towns.aliases(ashore, cities))
    zips = [_zip(entry, postal.get(towns.key(entry))) for entry in entries]
    connection = session.connection()  # 130,000 rows need no mapper
    connection.execute(insert(ZipRow), zips)
    rows = [_city(number, town) for number, town in enumerate(cities.values(), 1)]
    connection.execute(insert(CityRow), rows)
    connection.execute(insert(CityNameRow), names)
    connection.execute(insert(CountyRow), [_county(*item) for item in towns.shires(ashore).items()])


def _zip(entry: PublishedZip, town: Town | None) -> dict[str, Any]:
    # A post box without coordinates stands in the middle of its city.
    point = entry.point or (town.point if town else None)
    return {
        "zip": entry.zip,
        "city": town.name if town else entry.city,
        "state": entry.state,
        "county": entry.county or (town.county if town else ""),
        "time_zone": entry.time_zone,
        **_coordinates(point),
    }


def _city(number: int, town: Town) -> dict[str, Any]:
    return {
        "id": number,
        "name": town.name,
        "state": town.state,
        "county": town.county,
        "zips": town.size,
        **_coordinates(town.point),
    }


def _city_names(
    cities: dict[Key, Town], postal: dict[Key, Town], aliases: dict[Key, list[Key]]
) -> list[dict[str, Any]]:
    """A small suburb's name counts as an alias does: only where no city has it."""
    numbers = {key: number for number, key in enumerate(cities, 1)}
    own = [(key[0], numbers[key], key in postal or town.is_large) for key, town in cities.items()]
    others = [
        (folded, numbers[city], False) for (folded, _), cities in aliases.items() for city in cities
    ]
    columns = ("folded", "city_id", "primary")
    return [dict(zip(columns, row, strict=True)) for row in (*own, *others)]


def _county(key: Key, shire: Shire) -> dict[str, Any]:
    return {
        "name": shire.name,
        "title": shire.title,
        "folded": key[0],
        "state": shire.state,
        "zips": shire.size,
    }


def _coordinates(point: Point | None) -> dict[str, float | None]:
    if point is None:
        return {"latitude": None, "longitude": None}
    return {"latitude": point.latitude, "longitude": point.longitude}
