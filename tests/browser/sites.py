"""The listings that a browser visits: one that tells all, one that tells little, and many more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from directory.domain import moments
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Listing, Openings, Phone, Plan, Program
from directory.domain.places import Point, Precision
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection
from tests.factories import PEORIA, SOURCE, listing, program, said

LONG_NAME = "Saint Bartholomew's Comprehensive Behavioral Health and Recovery Services of Peoria"
MADISON = replace(PEORIA, city="Madison", state="WI", zip="53703", point=Point(43.0731, -89.4012))
PROVIDER = Source(
    slug="harbor", name="The provider", kind=SourceKind.PROVIDER, publisher="", url="",
    published_on=None,
)  # fmt: skip
EXAMPLES = replace(
    PROVIDER, slug="examples", name="Demonstration listings", kind=SourceKind.DEMONSTRATION
)
SESSIONS = (
    Session("Day", 0, time(9), time(12)),
    Session("Day", 2, time(9), time(12)),
    Session("Evening", 0, time(17, 30), time(20, 30)),
    Session("Evening", 3, time(17, 30), time(20, 30), "online"),
)


def all_of_them() -> Iterator[Listing]:
    yield full()
    yield listing("Quiet House", slug="quiet-house", phones=(), programs=(), confirmed_on=None)
    yield listing(LONG_NAME, slug="long-name", programs=(program("detox"),))
    yield listing(
        "Example House",
        slug="example-house",
        address=MADISON,
        demonstration=True,
        statements=(replace(said("service", "transportation"), source=EXAMPLES),),
    )
    yield _old()
    for number in range(30):
        yield listing(f"House {number:02}", statements=(said("insurance", "private"),))


def full() -> Listing:
    return listing(
        "Harbor House",
        slug="harbor-house",
        description="A small clinic near the river, with evening groups for people who work.",
        website="https://harbor.example",
        address=replace(PEORIA, precision=Precision.EXACT),
        phones=tuple(Phone(kind=kind, number="+13095550101") for kind in ("main", "intake")),
        statements=(
            said("therapy", "cbt"),
            said("therapy", "12-step", Answer.NO),
            said("insurance", "medicaid"),
            _provider_denies("insurance", "medicaid"),
            said("insurance", "private"),
            said("language", "spanish"),
        ),
        plans=(Plan(insurer="aetna", source=SOURCE, kind="PPO", in_network=True),),
        programs=(_evening(), program("outpatient")),
        benefits_phone="+13095550102",
        confirmed_on=moments.now().date(),
    )


def _old() -> Listing:
    """Kept by the provider once, who fell silent."""
    once = date(2024, 1, 15)
    return listing(
        "House 77",
        slug="old-house",
        statements=(replace(_provider_denies("insurance", "medicaid"), reported_on=once),),
        programs=(program(openings=Openings(answer="waitlist", reported_on=once)),),
        confirmed_on=once,
    )


def _evening() -> Program:
    return program(
        "intensive-outpatient",
        said("therapy", "dbt"),
        name="Evening IOP",
        sessions=SESSIONS,
        time_zone="America/Chicago",
        hours_a_week=9.0,
        weeks=12.0,
        entry="rolling",
        cost="$250 a session",
        openings=Openings(answer="yes", wait_days=4, reported_on=moments.now().date()),
    )


def _provider_denies(facet: str, slug: str) -> Statement:
    return Statement(
        about=Selection(Facet(facet), slug),
        answer=Answer.NO,
        source=PROVIDER,
        reported_on=date(2026, 10, 1),
    )
