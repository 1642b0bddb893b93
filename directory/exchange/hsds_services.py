"""A program as an HSDS service."""

from collections.abc import Iterator
from datetime import date, datetime

from directory.domain.listings import Listing, Openings, Program
from directory.domain.vocabulary import Facet, Vocabulary
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_languages as languages
from directory.exchange import hsds_locations as locations
from directory.exchange import hsds_schedules as schedules
from directory.exchange.hsds_facts import Facts
from directory.exchange.hsds_objects import Object, known, listed, sentence, web_address

STATUS = "active"  # what is no longer published is not answered at all
DEMONSTRATION = "A made-up listing for demonstration: no such place exists."
ENTRIES = {
    "rolling": "People can start in any week",
    "cohort": "Starts with a group on set dates",
    "assessment": "Starts with an assessment",
    "assessment first": "Starts with an assessment",
}
OPENINGS = {
    "yes": "took new clients",
    "no": "took no new clients",
    "waitlist": "had a waiting list",
}
PRICES = ("self-pay", "sliding-scale", "payment-assistance", "free")
NOTHING = {"amount": 0, "currency": "USD"}
MORE = "In this directory"


def fields(listing: Listing, program: Program, facts: Facts) -> Object:
    """A service without what hangs on it."""
    return known(
        id=ids.service(listing.slug, program.id),
        organization_id=ids.organization(listing.slug),
        name=name(program.name, program.care, facts.catalogue.vocabulary),
        description=_description(listing, program, facts),
        url=web_address(listing.website),
        status=STATUS,
        application_process=entry(program),
        fees_description=sentence(program.cost, program.copay),
        accreditations=listed(facts.labels(Facet.ACCREDITATION)),
        eligibility_description=_eligibility(facts),
        assured_date=listing.confirmed_on.isoformat() if listing.confirmed_on else None,
        alert=_alert(listing),
        last_modified=changed_at(listing.changed_at),
    )


def hanging(
    listing: Listing, program: Program, facts: Facts, on: date, told: Facts | None = None
) -> Object:
    """What hangs on a service; its place and its organization stand elsewhere.

    `told`: what its attributes say, if not all of the facts.
    """
    id_ = ids.service(listing.slug, program.id)
    told = told or facts
    return known(
        phones=locations.phones(listing),
        schedules=schedules.of_program(program, id_, on),
        service_areas=list(_areas(program, id_)),
        languages=languages.of_service(facts, id_),
        cost_options=list(_costs(program, facts, id_)),
        attributes=told.attributes("service", id_),
        metadata=told.metadata("service", id_),
    )


def name(own: str, care: str | None, vocabulary: Vocabulary) -> str:
    """What a program calls itself, else its level of care."""
    level = vocabulary.get(Facet.CARE, care) if care else None
    return own or (level.label if level else "Treatment")


def changed_at(at: datetime | None) -> str | None:
    return f"{at.isoformat(timespec='milliseconds')}Z" if at else None


def link(address: str, service_id: str) -> Object:
    """Where people read about it in this directory."""
    return {
        "id": ids.of("url", service_id),
        "service_id": service_id,
        "label": MORE,
        "url": address,
    }


def _alert(listing: Listing) -> str:
    made_up = DEMONSTRATION if listing.demonstration else ""
    gone = listing.gone_since
    return sentence(
        made_up, f"No longer listed by its source since {gone:%Y-%m-%d}" if gone else ""
    )


def _description(listing: Listing, program: Program, facts: Facts) -> str:
    level = facts.definition(Facet.CARE, program.care) if program.care else ""
    told = program.description or level or listing.description
    return sentence(told, amount(program)) or listing.full_name


def amount(program: Program) -> str:
    """How much treatment it is."""
    counted = (
        (program.hours_a_week, "hours a week"),
        (program.days_a_week, "days a week"),
        (program.weeks, "weeks"),
    )
    return ", ".join(f"{count:g} {unit}" for count, unit in counted if count)


def entry(program: Program) -> str:
    """How people start, and whether they can now."""
    start = ENTRIES.get(program.entry.replace("-", " "), program.entry)
    return sentence(start, _openings(program.openings))


def _openings(told: Openings) -> str:
    """Always with its day, for nobody knows when this is read."""
    answer = OPENINGS.get(told.answer)
    if answer is None:
        return ""
    day = f"Reported on {told.reported_on.isoformat()}" if told.reported_on else "Once reported"
    wait = "" if told.wait_days is None else f", the wait was {told.wait_days} days"
    return f"{day}: {answer}{wait}; this may have changed, so ask"


def _eligibility(facts: Facts) -> str:
    people = facts.labels(Facet.FOR)
    return f"Made for: {listed(people)}." if people else ""


def _areas(program: Program, service_id: str) -> Iterator[Object]:
    for state in program.states_served:
        yield {
            "id": ids.of("service-area", service_id, state),
            "service_id": service_id,
            "name": state,
            "description": f"May serve people who live in {state} online.",
        }


def _costs(program: Program, facts: Facts, service_id: str) -> Iterator[Object]:
    told = {"Price": program.cost, "Co-payment": program.copay}
    for option, words in told.items():
        if words:
            yield _cost(service_id, option, words)
    terms = facts.catalogue.vocabulary.terms
    for about in facts.yes(Facet.INSURANCE):
        if about.slug in PRICES:
            cost = _cost(service_id, terms[about].label, terms[about].definition)
            yield cost | (NOTHING if about.slug == "free" else {})


def _cost(service_id: str, option: str, words: str) -> Object:
    return {
        "id": ids.of("cost", service_id, option),
        "service_id": service_id,
        "option": option,
        "amount_description": words,
    }
