"""A listing as plain data, each fact with who said it and when."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from directory.domain import facts
from directory.domain.criteria import WEEKDAYS
from directory.domain.facts import Source, Statement
from directory.domain.listings import Listing, Plan, Program
from directory.domain.places import Precision
from directory.domain.schedule import Session, Span, clock
from directory.domain.vocabulary import Vocabulary

Described = dict[str, Any]


def describe_listing(listing: Listing, vocabulary: Vocabulary, today: date) -> Described:
    """Everything public. A confidential address is left out here, as everywhere."""
    address = listing.address.public
    return {
        "slug": listing.slug,
        "name": listing.full_name,
        "description": listing.description,
        "website": listing.website,
        "demonstration": listing.demonstration,
        "confirmed_on": _day(listing.confirmed_on),
        "no_longer_listed_since": _day(listing.gone_since),
        "address": {
            "street": address.street,
            "street2": address.street2,
            "city": address.city,
            "state": address.state,
            "zip": address.zip,
            "county": address.county,
            "confidential": address.confidential,
            "latitude": address.point.latitude if address.point else None,
            "longitude": address.point.longitude if address.point else None,
            "coordinates_are_approximate": address.precision is not Precision.EXACT,
        },
        "office_hours": [_open(span) for span in listing.office_hours],
        "phones": [{"kind": phone.kind, "number": phone.number} for phone in listing.phones],
        "benefits_phone": listing.benefits_phone,
        "facts": _facts(listing.statements, vocabulary),
        "plans": [_plan(plan) for plan in listing.plans],
        "programs": [_program(program, vocabulary, today) for program in listing.programs],
        "sources": [_source(source) for source in sorted(_sources(listing), key=_by_slug)],
    }


def _sources(listing: Listing) -> set[Source]:
    """Everybody who said something that is shown."""
    groups = (listing.statements, *(program.statements for program in listing.programs))
    said = {statement.source for group in groups for statement in group}
    return said | {plan.source for plan in listing.plans}


def _by_slug(source: Source) -> str:
    return source.slug


def _source(source: Source) -> Described:
    return {
        "slug": source.slug,
        "kind": source.kind.value,
        "name": source.name,
        "publisher": source.publisher,
        "url": source.url,
        "published_on": _day(source.published_on),
    }


def _facts(statements: Iterable[Statement], vocabulary: Vocabulary) -> list[Described]:
    """In the vocabulary's order; several sources may speak about one term."""
    order = {selection: place for place, selection in enumerate(vocabulary.terms)}
    return [_fact(said) for said in sorted(statements, key=lambda said: order[said.about])]


def _fact(said: facts.Statement) -> Described:
    return {
        "facet": said.about.facet.value,
        "slug": said.about.slug,
        "answer": said.answer.value,
        "source": said.source.slug,
        "reported_on": _day(said.reported_on),
    }


def _plan(plan: Plan) -> Described:
    return {
        "insurer": plan.insurer,
        "kind": plan.kind,
        "in_network": plan.in_network,
        "confirmed_on": _day(plan.confirmed_on),
        "source": plan.source.slug,
    }


def _program(program: Program, vocabulary: Vocabulary, today: date) -> Described:
    return {
        "care": program.care,
        "name": program.name,
        "description": program.description,
        "facts": _facts(program.statements, vocabulary),
        "sessions": [_session(held) for held in program.sessions],
        "time_zone": program.time_zone,
        "states_served": list(program.states_served),
        "hours_a_week": program.hours_a_week,
        "days_a_week": program.days_a_week,
        "weeks": program.weeks,
        "entry": program.entry,
        "cost": program.cost,
        "copay": program.copay,
        "openings": {
            "answer": program.openings.answer or "not-reported",
            "wait_days": program.openings.wait_days,
            "reported_on": _day(program.openings.reported_on),
            "current": program.openings.hold(today),
        },
    }


def _open(span: Span) -> Described:
    return {
        "weekday": WEEKDAYS[span.weekday],
        "opens_at": clock(span.start),
        "closes_at": clock(span.end),  # 24:00 at the end of the day
    }


def _session(held: Session) -> Described:
    return {
        "track": held.track,
        "weekday": WEEKDAYS[held.weekday],
        "starts_at": held.starts_at.isoformat("minutes"),
        "ends_at": held.ends_at.isoformat("minutes"),
        "format": held.format,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
