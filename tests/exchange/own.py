"""Listings with everything in them, to be written and read again."""

from dataclasses import replace
from datetime import date, time
from string import ascii_lowercase

from hypothesis import strategies as st

from config import DATA
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Address, Listing, Openings, Phone, Plan, Program
from directory.domain.places import Point, Precision
from directory.domain.schedule import MIDNIGHT, Session, Span
from directory.domain.vocabulary import Facet, Vocabulary

VOCABULARY = Vocabulary.load(DATA / "vocabulary")
ABOUT = sorted(VOCABULARY.terms)
# No half letters, which nobody can write, and nothing that ends a text in a database.
PLAIN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.one_of(
    st.text(PLAIN, max_size=30),
    st.text("=+-@\t\r\n'\",;| aé", max_size=12),
    st.sampled_from(["", "=1+1", "'=1", "''+1", "-", '"', "\r\n", "a,b", " x ", "\ufeff"]),
)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
AMOUNTS = st.none() | st.floats(0, 1000) | st.integers(0, 168).map(float)
SLUGS = st.text(ascii_lowercase, min_size=1, max_size=8)
SOURCES = [
    Source(
        slug=f"{kind.value}-2026",
        name="=Said, by others",
        kind=kind,
        publisher="P, Inc.",
        url="+x",
        published_on=None if kind is SourceKind.PROVIDER else date(2026, 1, 2),
    )
    for kind in SourceKind
]
STATEMENTS = st.builds(
    Statement,
    about=st.sampled_from(ABOUT),
    answer=st.sampled_from([Answer.YES, Answer.NO]),
    source=st.sampled_from(SOURCES),
    reported_on=DAYS,
)
# A source answers once about a term.
SAID = st.lists(STATEMENTS, max_size=6, unique_by=lambda one: (one.about, one.source.slug)).map(
    tuple
)
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0)) | st.just(time(0))
SESSIONS = st.builds(
    Session,
    track=WORDS,
    weekday=st.integers(0, 6),
    starts_at=TIMES,
    ends_at=TIMES,
    format=st.sampled_from(["in-person", "online", ""]),
)
OPENINGS = st.builds(
    Openings,
    answer=st.sampled_from(["", "yes", "no", "waitlist"]),
    wait_days=st.none() | st.integers(0, 400),
    reported_on=DAYS,
)
PROGRAMS = st.builds(
    Program,
    care=st.none() | st.sampled_from([about.slug for about in ABOUT if about.facet is Facet.CARE]),
    name=WORDS,
    description=WORDS,
    statements=SAID,
    sessions=st.lists(SESSIONS, max_size=3).map(tuple),
    time_zone=st.sampled_from(["", "America/Chicago"]),
    states_served=st.sets(st.sampled_from(["IL", "IA", "MO"])).map(
        lambda some: tuple(sorted(some))
    ),
    hours_a_week=AMOUNTS,
    days_a_week=AMOUNTS,
    weeks=AMOUNTS,
    entry=WORDS,
    cost=WORDS,
    copay=WORDS,
    openings=OPENINGS,
)
POINTS = st.builds(Point, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
ADDRESSES = st.builds(
    Address,
    street=WORDS,
    street2=WORDS,
    city=WORDS,
    state=st.sampled_from(["", "IL"]),
    zip=st.sampled_from(["", "00501"]),
    county=WORDS,
    confidential=st.booleans(),
    point=st.none() | POINTS,
    precision=st.sampled_from(Precision),
).map(lambda one: one if one.point else replace(one, precision=Precision.UNKNOWN))
PHONES = st.builds(
    Phone,
    kind=st.sampled_from(["main", "intake", "hotline"]),
    number=st.sampled_from(["+13095550100", "+13095550100;ext=12", "call 1-800-HELP, ask"]),
)
PLANS = st.builds(
    Plan,
    insurer=st.sampled_from([about.slug for about in ABOUT if about.facet is Facet.INSURANCE]),
    source=st.sampled_from(SOURCES),
    kind=WORDS,
    in_network=st.sampled_from([None, True, False]),
    confirmed_on=DAYS,
)
SPANS = st.builds(
    Span,
    weekday=st.integers(0, 6),
    start=st.sampled_from([0, 540]),
    end=st.sampled_from([1020, MIDNIGHT]),
)
LISTINGS = st.builds(
    Listing,
    name=WORDS.filter(bool),
    name2=WORDS,
    slug=SLUGS,
    description=WORDS,
    website=WORDS,
    address=ADDRESSES,
    phones=st.lists(PHONES, max_size=3).map(tuple),
    statements=SAID,
    plans=st.lists(PLANS, max_size=3).map(tuple),
    programs=st.lists(PROGRAMS, max_size=3).map(tuple),
    confirmed_on=DAYS,
    benefits_phone=WORDS,
    office_hours=st.sets(
        st.builds(
            Span,
            weekday=st.integers(0, 6),
            start=st.just(540),
            end=st.sampled_from([1020, MIDNIGHT]),
        )
    ).map(lambda some: tuple(sorted(some))),
    demonstration=st.booleans(),
    gone_since=DAYS,
)
DIRECTORIES = st.lists(LISTINGS, min_size=1, max_size=6, unique_by=lambda one: one.slug)


def public(listing: Listing) -> Listing:
    """What of a listing everybody may know, in an order that does not matter."""
    return replace(
        listing,
        id=0,
        address=listing.address.public,
        statements=_ordered(listing.statements),
        programs=tuple(
            replace(program, id=0, statements=_ordered(program.statements))
            for program in listing.programs
        ),
    )


def _ordered(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda said: (said.about, said.source.slug)))
