"""A provider as Plan-Net's Organization and Location, and the states that online programs serve."""

from collections.abc import Iterator, Mapping

from directory.domain.facts import Answer, Statement
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet
from directory.exchange import fhir_parts as parts
from directory.exchange import fhir_times as times
from directory.exchange.fhir_parts import Resource, Speaker
from directory.exchange.hsds_locations import remark
from directory.exchange.hsds_objects import known, sentence

PURPOSES = {"intake": "Intake", "hotline": "Crisis line"}
SITE = Program(care=None)  # inherits all that is said of the whole site
BENEFITS = "Staff who check what an insurance pays"


def organization(listing: Listing, speaker: Speaker) -> Resource:
    """Nobody tells which sites belong together, so each is an organization of its own."""
    return known(
        resourceType="Organization",
        id=str(listing.id),
        meta=parts.meta("plannet-Organization", listing),
        extension=[*_description(listing), *_qualifications(listing, speaker)],
        identifier=parts.identifiers(listing, speaker),
        active=True,
        type=[parts.concept(parts.ORGANIZATION_TYPES, parts.FACILITY)],
        name=listing.full_name,
        telecom=parts.telecom(listing),
        address=[parts.postal(listing.address)],
        contact=list(_contacts(listing)),
    )


def location(listing: Listing, speaker: Speaker) -> Resource:
    return known(
        resourceType="Location",
        id=str(listing.id),
        meta=parts.meta("plannet-Location", listing),
        identifier=parts.identifiers(listing, speaker),
        status="active",
        name=listing.full_name,
        description=sentence(parts.caution(listing), remark(listing.address.public)),
        type=_kinds(listing, speaker),
        telecom=parts.telecom(listing),
        address=parts.postal(listing.address),
        position=_position(listing),
        managingOrganization=parts.reference("Organization", listing.id, listing.full_name),
        hoursOfOperation=list(times.of_office(listing.office_hours)),
    )


def area(state: str, titles: Mapping[str, str]) -> Resource:
    """A whole state, where an online program may serve people."""
    return {
        "resourceType": "Location",
        "id": parts.area_id(state),
        "meta": {"profile": [parts.profile("plannet-Location")]},
        "status": "active",
        "name": area_name(state, titles),
        "description": "A state in which online programs may serve people, not a place to go to.",
        "address": {"state": state, "country": parts.COUNTRY},
    }


def area_name(state: str, titles: Mapping[str, str]) -> str:
    return titles.get(state, state)


def _description(listing: Listing) -> Iterator[Resource]:
    if told := sentence(parts.caution(listing), listing.description):
        yield {"url": parts.profile("org-description"), "valueString": told}


def _qualifications(listing: Listing, speaker: Speaker) -> Iterator[Resource]:
    """Licences and accreditations that a source reports, with the day it did."""
    held = [said for said in listing.settled_for(SITE) if _is_qualification(said)]
    for about in speaker.ordered(said.about for said in held):
        said = next(one for one in held if one.about == about)
        on = f", as reported on {said.reported_on.isoformat()}" if said.reported_on else ""
        text = f"{speaker.vocabulary.terms[about].label}{on}"
        yield {
            "url": parts.profile("qualification"),
            "extension": [
                {"url": "code", "valueCodeableConcept": speaker.term(about, text)},
                {"url": "status", "valueCode": "active"},
            ],
        }


def _is_qualification(said: Statement) -> bool:
    return said.about.facet is Facet.ACCREDITATION and said.answer is Answer.YES


def _contacts(listing: Listing) -> Iterator[Resource]:
    for phone in listing.phones:
        if phone.kind in PURPOSES:
            yield _contact(PURPOSES[phone.kind], phone.number)
    if listing.benefits_phone:
        yield _contact(BENEFITS, listing.benefits_phone)


def _contact(purpose: str, number: str) -> Resource:
    return {"purpose": {"text": purpose}, "telecom": [parts.line(number)]}


def _kinds(listing: Listing, speaker: Speaker) -> list[Resource]:
    levels = {program.care for program in listing.programs}
    fitting = (kind for kind in speaker.codes.places if kind.care & levels)
    return [parts.concept(parts.PLACES, kind) for kind in fitting]


def _position(listing: Listing) -> Resource | None:
    point = listing.address.public.point
    return {"longitude": point.longitude, "latitude": point.latitude} if point else None
