"""A listing with everything in it that a listing can have."""

from datetime import time

from directory.domain.facts import Answer
from directory.domain.listings import Openings, Phone, Plan
from directory.domain.schedule import Session, Span
from tests.factories import REPORTED_ON, SOURCE, Make, program, said

EVENINGS = tuple(
    Session(track="a", weekday=day, starts_at=time(18), ends_at=time(21)) for day in (0, 2)
)


def make_filled(make: Make) -> str:
    """Its slug. A second listing says next to nothing."""
    running = program(
        "intensive-outpatient",
        said("language", "spanish"),
        said("for", "veterans"),
        said("insurance", "sliding-scale"),
        said("format", "online"),
        name="Evenings",
        description="Three evenings a week.",
        sessions=EVENINGS,
        time_zone="America/Chicago",
        states_served=("IL", "IA"),
        hours_a_week=9.5,
        days_a_week=3.0,
        weeks=8.0,
        entry="rolling",
        cost="$200 a week",
        copay="$20",
        openings=Openings(answer="waitlist", wait_days=9, reported_on=REPORTED_ON),
    )
    kept = make.listing(
        "Harbor House",
        name2="Adults",
        description="By the river.",
        website="https://harbor.example/",
        phones=(
            Phone(kind="main", number="+13095550100"),
            Phone(kind="intake", number="+13095550101;ext=7"),
        ),
        benefits_phone="+13095550102",
        office_hours=(Span(0, 540, 1020), Span(1, 540, 1440)),
        statements=(
            said("insurance", "medicaid"),
            said("therapy", "12-step", Answer.NO),
            said("ownership", "nonprofit"),
            said("accreditation", "joint-commission"),
            said("language", "asl"),
            said("service", "transportation"),
        ),
        programs=(running, program(None)),
        plans=(Plan(insurer="aetna", source=SOURCE, kind="HMO", in_network=True),),
        demonstration=True,
    )
    make.listing("Hill Clinic", confirmed_on=None)
    return kept.slug
