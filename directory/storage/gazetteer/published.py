"""The list of ZIP codes as its package has it, cleaned of what is no place."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from zoneinfo import available_timezones

import zipcodes

from directory.domain import names
from directory.domain.places import Point

_read_all: Callable[[], list[dict[str, Any]]] = zipcodes.list_all  # the package states no types
EDITION = f"zipcodes {version('zipcodes')}"

_COUNTY_WORD = re.compile(
    r" (County|Parish|Census Area|City and Borough|Borough|Municipio|Municipality)$"
)
_WORD_FIRST = re.compile(r"(Municipality|City and Borough) of (.+)")
_INDEPENDENT_CITIES = {"MD", "MO", "VA"}  # cities in no county, beside a county of their name
_ZONES = available_timezones()
_NO_PLACE = re.compile(r"[\d#()*/]")  # "Fingerhut (Pre Paid)", "BRA# 52"


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedZip:
    zip: str
    city: str
    folded_city: str
    aliases: tuple[str, ...]  # `accepted` and those that the post would rather not read
    accepted: tuple[str, ...]
    state: str
    county: str  # without the word County
    county_title: str  # with it
    point: Point | None
    time_zone: str
    standard: bool  # delivers mail to streets today
    military: bool  # an address overseas, nowhere on the map


def zips() -> Iterator[PublishedZip]:
    entries = _read_all()
    usual_zones = _usual_zones(entries)
    for entry in entries:
        yield _zip(entry, usual_zones)


def _zip(entry: dict[str, Any], usual_zones: dict[str, str]) -> PublishedZip:
    state, zone = entry["state"], entry["timezone"]
    title = _county_title(entry["county"], state)
    kind = entry["zip_code_type"]
    return PublishedZip(
        zip=entry["zip_code"],
        city=entry["city"],
        folded_city=names.fold(entry["city"]),
        aliases=_aliases(entry, "acceptable_cities", "unacceptable_cities"),
        accepted=_aliases(entry, "acceptable_cities"),
        state=state,
        county=_COUNTY_WORD.sub("", title),
        county_title=title,
        point=_point(entry),
        time_zone=zone if zone in _ZONES else usual_zones.get(state, ""),
        standard=kind == "STANDARD" and entry["active"],
        military=kind == "MILITARY",
    )


def _point(entry: dict[str, Any]) -> Point | None:
    latitude, longitude = float(entry["lat"]), float(entry["long"])
    return Point(latitude, longitude) if latitude or longitude else None


def _aliases(entry: dict[str, Any], *lists: str) -> tuple[str, ...]:
    """Return what else the city is called there.

    A unique ZIP belongs to one large receiver of mail, and its other names are that receiver's.
    """
    if entry["zip_code_type"] == "UNIQUE":
        return ()
    known = (name for listed in lists for name in entry[listed])
    return tuple(name for name in known if not _NO_PLACE.search(name))


def _county_title(county: str, state: str) -> str:
    if county == "James City":
        return "James City County"
    if state in _INDEPENDENT_CITIES and county.endswith(" City"):
        return county.removesuffix(" City") + " city"
    return _WORD_FIRST.sub(r"\2 \1", county)


def _usual_zones(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Return each state's commonest time zone: one entry has the city's name instead."""
    counts = Counter((entry["state"], entry["timezone"]) for entry in entries)
    return {state: zone for (state, zone), _ in reversed(counts.most_common())}
