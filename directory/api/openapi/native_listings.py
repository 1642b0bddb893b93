"""What a provider is answered with, as `services/describe_listing.py` makes it."""

from directory.api.openapi.shapes import (
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    WHOLE,
    Schema,
    listed,
    maybe,
    one_of,
    record,
    ref,
    said,
)
from directory.domain.criteria import WEEKDAYS
from directory.domain.facts import SourceKind

CLOCK: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9]$"}


def schemas() -> dict[str, Schema]:
    return {
        "Provider": _provider(),
        "Program": _program(),
        "Fact": _fact(),
        "Session": _session(),
        "Phone": record(
            kind=said("main, intake or hotline", TEXT),
            number=said("E.164 where it could be read, else as it was written", TEXT),
        ),
        "Source": _source(),
    }


def _provider() -> Schema:
    open_at = record(weekday=one_of(WEEKDAYS), opens_at=CLOCK, closes_at=CLOCK)
    return record(
        "A site, with all that is public. No fact about an entry: not reported, which is not no.",
        slug=TEXT,
        name=TEXT,
        description=TEXT,
        website=TEXT,
        demonstration=said("A made-up example", TRUTH),
        confirmed_on=said("The latest day anybody spoke for it", maybe(DAY)),
        no_longer_listed_since=said("None of its lists names it any more", maybe(DAY)),
        disputed=said(
            "What several readers reported as wrong, by keys such as phone/main, "
            "says/therapy/cbt or program/12/sessions",
            listed(TEXT),
        ),
        address=_address(),
        office_hours=listed(open_at),
        phones=listed(ref("Phone")),
        benefits_phone=said("Staff who check what an insurance pays", TEXT),
        facts=said("They hold for every program that does not say otherwise", listed(ref("Fact"))),
        plans=listed(_plan()),
        programs=listed(ref("Program")),
        sources=said("Everybody who said something above", listed(ref("Source"))),
    )


def _address() -> Schema:
    return record(
        street=TEXT,
        street2=TEXT,
        city=TEXT,
        state=TEXT,
        zip=TEXT,
        county=TEXT,
        confidential=said("Only city and state are told", TRUTH),
        latitude=maybe(NUMBER),
        longitude=maybe(NUMBER),
        coordinates_are_approximate=TRUTH,
    )


def _fact() -> Schema:
    return record(
        "What one source said about one entry of a facet, and when.",
        facet=ref("Facet"),
        slug=TEXT,
        answer=one_of(("yes", "no")),
        source=TEXT,
        reported_on=maybe(DAY),
    )


def _plan() -> Schema:
    return record(
        insurer=TEXT,
        kind=said("HMO, PPO, Medicaid …", TEXT),
        in_network=maybe(TRUTH),
        confirmed_on=maybe(DAY),
        source=TEXT,
    )


def _program() -> Schema:
    openings = record(
        answer=one_of(("yes", "no", "waitlist", "not-reported")),
        wait_days=maybe(WHOLE),
        reported_on=maybe(DAY),
        current=said("Reported within the last 14 days; what is older may have changed", TRUTH),
    )
    return record(
        "What a site runs at one level of care.",
        care=said("An entry of `care`; null where no source named a level", maybe(TEXT)),
        name=TEXT,
        description=TEXT,
        facts=listed(ref("Fact")),
        sessions=listed(ref("Session")),
        time_zone=TEXT,
        states_served=said("By online sessions", listed(TEXT)),
        hours_a_week=maybe(NUMBER),
        days_a_week=maybe(NUMBER),
        weeks=maybe(NUMBER),
        entry=said("rolling, cohort, assessment first", TEXT),
        cost=TEXT,
        copay=TEXT,
        openings=openings,
    )


def _session() -> Schema:
    return record(
        "One meeting a week. People attend all of one track; tracks are alternatives.",
        track=TEXT,
        weekday=one_of(WEEKDAYS),
        starts_at=CLOCK,
        ends_at=CLOCK,
        format=TEXT,
    )


def _source() -> Schema:
    return record(
        slug=TEXT,
        kind=one_of(kind.value for kind in SourceKind),
        name=TEXT,
        publisher=TEXT,
        url=TEXT,
        published_on=maybe(DAY),
    )
