"""Checks where a site is: whether its parts fit together, and what of it may be missing."""

import re
from collections.abc import Iterator

from directory.domain import names
from directory.domain.findings import Finding, Problem
from directory.domain.places import Place, miles_between
from directory.services.checked_part import Whole
from directory.storage.gazetteer.gazetteer import Location

ZIP = re.compile(r"(\d{5})(?:-\d{4})?", re.ASCII)
MAIL_BOX = re.compile(r"\bp\.? ?o\.? ?box\b|\bapartado (?:postal|de correos)\b", re.IGNORECASE)
FAR_MILES = 40.0  # between a city's middle and its ZIP's; the largest counties stay below


def check_address(whole: Whole) -> Iterator[Finding]:
    yield from _street(whole)
    yield from _state(whole)
    yield from _city(whole)
    yield from _zip(whole)


def _street(whole: Whole) -> Iterator[Finding]:
    site = whole.site
    if whole.is_confidential:
        if site.text("street") or site.text("street2"):
            yield site.found("street", Problem.HIDDEN_STREET)
    elif not site.text("street") and not _is_only_online(whole):
        yield site.found("street", Problem.NO_STREET)
    elif MAIL_BOX.search(site.text("street")):
        yield site.found("street", Problem.MAIL_BOX)


def _is_only_online(whole: Whole) -> bool:
    """Nobody has to find the door of a place that treats online alone."""
    return bool(whole.programs) and all(
        whole.is_online(program) and whole.says(program, "says/format/in-person") != "yes"
        for program in whole.programs
    )


def _state(whole: Whole) -> Iterator[Finding]:
    site, typed = whole.site, whole.site.text("state")
    if not typed:
        yield site.found("state", Problem.NO_STATE)
    elif not whole.state:
        yield site.found("state", Problem.UNKNOWN_STATE, state=typed)
    elif whole.state != typed:
        yield site.found("state", Problem.STATE_IN_FULL, state=typed, code=whole.state)


def _city(whole: Whole) -> Iterator[Finding]:
    site, typed = whole.site, whole.site.text("city")
    if not typed:
        yield site.found("city", Problem.NO_CITY)
    elif "," in typed:
        yield site.found("city", Problem.CITY_WITH_STATE)
    elif whole.state:
        yield from _known_city(whole, whole.gazetteer.cities(typed, whole.state))


def _known_city(whole: Whole, cities: tuple[Place, ...]) -> Iterator[Finding]:
    """A city that no list knows may be a village; one far from its ZIP is a slip in either."""
    site, location = whole.site, _location(whole)
    city = site.text("city")
    if location and names.fold(city) == names.fold(location.city):
        return
    if not cities:
        yield site.found("city", Problem.UNKNOWN_CITY, city=city, state=whole.state)
    elif location and location.state == whole.state and _is_far(cities, location):
        zip_code = site.text("zip")[:5]
        yield site.found("zip", Problem.CITY_FAR_FROM_ZIP, city=city, zip=zip_code)


def _is_far(cities: tuple[Place, ...], location: Location) -> bool:
    middles = [city.point for city in cities if city.point]
    return bool(location.point and middles) and all(
        miles_between(middle, location.point) > FAR_MILES for middle in middles if location.point
    )


def _zip(whole: Whole) -> Iterator[Finding]:
    site, typed = whole.site, whole.site.text("zip")
    location = _location(whole)
    if not typed:
        if not whole.is_confidential:
            yield site.found("zip", Problem.NO_ZIP)
    elif not ZIP.fullmatch(typed):
        yield site.found("zip", Problem.UNREADABLE_ZIP)
    elif location is None:
        yield site.found("zip", Problem.UNKNOWN_ZIP, zip=typed[:5])
    elif whole.state and location.state != whole.state:
        place = f"{location.city}, {location.state}"
        yield site.found("zip", Problem.ZIP_ELSEWHERE, zip=typed[:5], place=place)


def _location(whole: Whole) -> Location | None:
    typed = whole.site.text("zip")
    return whole.gazetteer.locate(typed) if ZIP.fullmatch(typed) else None
