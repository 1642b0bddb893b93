"""Searches answered: a page of matches, with what they refer to where that is asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from directory import context
from directory.api import fhir_finding as finding
from directory.api.fhir_finding import Found
from directory.api.fhir_kinds import LOCATION, ORGANIZATION, SERVICE
from directory.api.fhir_searches import Search
from directory.domain.listings import Listing, Program
from directory.exchange import fhir_bundles as bundles
from directory.exchange import fhir_places as places
from directory.exchange.fhir_parts import Resource, Speaker
from directory.exchange.fhir_services import service
from directory.storage import listings
from directory.storage.offerings import Key


class Match(NamedTuple):
    """A site, or some programs of it."""

    listing: Listing
    programs: Sequence[Program]


Make = Callable[[Match, Speaker], Iterable[Resource]]


def bundle(search: Search, speaker: Speaker) -> Resource:
    """Raises BadParameterError."""
    found = finding.find(search)
    matches = list(_matches(found.keys))
    entries = [*_entries(search, found, matches, speaker), *_remarks(search)]
    now = datetime.now(UTC).replace(tzinfo=None)
    return bundles.searchset(found.total, _links(search, found, speaker), entries, now)


def services(match: Match, speaker: Speaker) -> Iterable[Resource]:
    return (service(match.listing, program, speaker) for program in match.programs)


def locations(match: Match, speaker: Speaker) -> Iterable[Resource]:
    return (places.location(match.listing, speaker),)


def organizations(match: Match, speaker: Speaker) -> Iterable[Resource]:
    return (places.organization(match.listing, speaker),)


def areas(match: Match, _speaker: Speaker) -> Iterable[Resource]:
    states = (state for program in match.programs for state in program.states_served)
    return (places.area(state, finding.titles()) for state in states)


MATCHING: Mapping[str, Make] = {
    SERVICE: services,
    LOCATION: locations,
    ORGANIZATION: organizations,
}
INCLUDED: Mapping[tuple[str, str], Make] = {
    (SERVICE, "HealthcareService:location"): locations,
    (SERVICE, "HealthcareService:organization"): organizations,
    (SERVICE, "HealthcareService:coverage-area"): areas,
    (LOCATION, "Location:organization"): organizations,
    (LOCATION, "HealthcareService:location"): services,
    (ORGANIZATION, "Location:organization"): locations,
    (ORGANIZATION, "HealthcareService:organization"): services,
}


def _matches(keys: Iterable[Key]) -> Iterator[Match]:
    wanted = list(keys)
    ids = list({key.provider_id for key in wanted})
    sites = listings.by_ids(context.session(), ids) if ids else []
    held = {each.id: each for each in sites}
    for key in wanted:
        listing = held.get(key.provider_id)  # None: it was taken off this very moment
        if listing:
            those = [each for each in listing.programs if key.program_id in (0, each.id)]
            yield Match(listing, those)


def _entries(
    search: Search, found: Found, matches: Sequence[Match], speaker: Speaker
) -> Iterator[Resource]:
    shown = list(_made([MATCHING[search.kind]], matches, speaker))
    shown += [places.area(one.state, finding.titles()) for one in found.areas]
    yield from (bundles.entry(speaker.base, one) for one in shown)
    makers = [INCLUDED[search.kind, name] for name in sorted(search.includes)]
    told = {_address(one) for one in shown}
    for one in _made(makers, matches, speaker):
        if _address(one) not in told:
            told.add(_address(one))
            yield bundles.entry(speaker.base, one, "include")


def _made(makers: Iterable[Make], matches: Sequence[Match], speaker: Speaker) -> Iterator[Resource]:
    for make in makers:
        for match in matches:
            yield from make(match, speaker)


def _address(resource: Resource) -> tuple[str, str]:
    return resource["resourceType"], resource["id"]


def _links(search: Search, found: Found, speaker: Speaker) -> dict[str, str]:
    """`self` has what was understood, so that a client sees what was not."""
    asked = [(key, value) for key, value in search.understood if key not in ("_count", "_after")]
    asked.append(("_count", str(search.count)))
    here = f"{speaker.base}/{search.kind}?"
    at = [("_after", search.after)] if search.after else []
    links = {"self": here + urlencode([*asked, *at])}
    if found.next:
        links["next"] = here + urlencode([*asked, ("_after", found.next)])
    return links


def _remarks(search: Search) -> Iterator[Resource]:
    if search.ignored:
        names = ", ".join(search.ignored)[:500]
        text = f"Not supported here, and left out of this search: {names}."
        yield bundles.remark("warning", "not-supported", text)
