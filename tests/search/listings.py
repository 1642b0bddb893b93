"""Listings for search to find: made of domain values, varied by a seed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from directory.domain.facts import OWN_WORD, Answer, Source, SourceKind, Statement
from directory.domain.listings import Address, Listing, Openings, Plan, Program
from directory.domain.places import Point, Precision
from directory.domain.schedule import Session
from directory.domain.vocabulary import Facet, Selection, Vocabulary

TODAY = date(2026, 6, 1)
YEARS_AGO = date(2023, 6, 1)
SOURCE = Source(
    slug="county-list",
    name="County list",
    kind=SourceKind.PUBLIC,
    publisher="Some County",
    url="https://county.example/list",
    published_on=TODAY,
)
TOWNS = (
    ("IL", "Peoria", "Peoria", "61602", 40.6936, -89.589),
    ("IL", "Peoria", "Chillicothe", "61523", 40.9223, -89.4862),
    ("IL", "Tazewell", "Pekin", "61554", 40.5675, -89.6406),
    ("IL", "Cook", "Chicago", "60601", 41.8858, -87.6181),
    ("IN", "Lake", "Gary", "46402", 41.6007, -87.3372),
    ("OH", "Montgomery", "Dayton", "45402", 39.7589, -84.1916),
    ("CA", "San Diego", "San Diego", "92103", 32.7487, -117.164),
)
KINDS = ("", "HMO", "Medicaid PPO")
NAMES = ("Harbor House", "harbor house", "New Leaf", "Bayside", "Turning Point", "Étoile", "Oak")
WORDS = ("evening", "recovery", "family", "garden", "trauma", "counseling", "river", "hope")


def said(facet: Facet, slug: str, answer: Answer = Answer.YES) -> Statement:
    about = Selection(facet, slug)
    return Statement(about=about, answer=answer, source=SOURCE, reported_on=TODAY)


def program(number: int = 1, *statements: Statement, **fields: object) -> Program:
    return replace(Program(care=None, id=number, statements=statements), **fields)  # type: ignore[arg-type]


def listing(number: int = 1, *programs: Program, **fields: object) -> Listing:
    named = Listing(id=number, name="Harbor House", programs=programs, confirmed_on=TODAY)
    return replace(named, **fields)  # type: ignore[arg-type]


def in_town(place: int, north: float = 0.0) -> Address:
    state, county, city, code, latitude, longitude = TOWNS[place]
    point = Point(latitude + north, longitude)
    return Address(
        city=city, state=state, zip=code, county=county, point=point, precision=Precision.EXACT
    )


def varied(vocabulary: Vocabulary, count: int, seed: int, first: int = 1) -> Iterator[Listing]:
    """As different as sites are: some say much, some little, some deny, some hide their address."""
    random = Random(seed)
    for number in range(first, first + count):
        yield _varied(random, vocabulary, number)


def _varied(random: Random, vocabulary: Vocabulary, number: int) -> Listing:
    payers = vocabulary.of_facet(Facet.INSURANCE)
    return Listing(
        id=number,
        name=f"{random.choice(NAMES)}",
        name2=random.choice(("", "", random.choice(WORDS))),
        description=" ".join(random.choices(WORDS, k=random.randrange(12))),
        address=_address(random),
        statements=tuple(_statements(random, vocabulary, random.choice((0, 5, 25)))),
        plans=tuple(
            Plan(insurer=random.choice(payers).slug, kind=random.choice(KINDS), source=SOURCE)
            for _ in range(random.choice((0, 0, 0, 1, 3)))
        ),
        programs=tuple(
            _program(random, vocabulary, number * 100 + place)
            for place in range(random.choice((0, 1, 1, 1, 2, 3, 5)))
        ),
        confirmed_on=random.choice((None, TODAY - timedelta(days=random.randrange(600)))),
        demonstration=random.random() < 0.3,
        kept_since=random.choice((*[None] * 4, TODAY - timedelta(days=random.randrange(900)))),
        gone_since=random.choice((None, None, None, TODAY - timedelta(days=30))),
    )


def _address(random: Random) -> Address:
    address = in_town(random.randrange(len(TOWNS)), random.choice((0, 0, random.gauss(0, 0.2))))
    if random.random() < 0.1:
        return replace(address, point=None, precision=Precision.UNKNOWN)
    precision = random.choice((Precision.EXACT, Precision.ZIP))
    confidential = random.random() < 0.1
    if confidential and random.random() < 0.7:
        precision = Precision.CITY
    return replace(address, precision=precision, confidential=confidential)


def _program(random: Random, vocabulary: Vocabulary, number: int) -> Program:
    care = random.choice((None, *(term.slug for term in vocabulary.of_facet(Facet.CARE))))
    return Program(
        id=number,
        care=care,
        statements=tuple(_statements(random, vocabulary, random.choice((0, 0, 3, 12)))),
        sessions=tuple(_sessions(random)),
        states_served=tuple(random.sample(("IL", "IN", "OH", "CA"), random.choice((0, 0, 1, 3)))),
        hours_a_week=random.choice((None, None, 3.0, 9.0, 12.5, 20.0)),
        openings=Openings(
            answer=random.choice(("", "yes", "no", "waitlist")),
            wait_days=random.choice((None, 3, 14, 60)),
            reported_on=random.choice((None, TODAY - timedelta(days=random.randrange(28)))),
        ),
    )


def _statements(random: Random, vocabulary: Vocabulary, count: int) -> Iterator[Statement]:
    terms = [term for term in vocabulary if term.facet is not Facet.CARE]
    for _ in range(count):
        term = random.choice(terms)
        answer = random.choice((Answer.YES, Answer.YES, Answer.YES, Answer.NO))
        one = said(term.facet, term.slug, answer)
        is_own = random.random() < 0.01
        yield replace(one, source=OWN_WORD, reported_on=YEARS_AGO) if is_own else one


def _sessions(random: Random) -> Iterator[Session]:
    for track in range(random.choice((0, 0, 1, 2))):
        start = time(random.choice((8, 9, 13, 17, 18, 22)), random.choice((0, 15, 30)))
        end = time((start.hour + random.choice((1, 2, 3))) % 24, random.choice((0, 20, 30)))
        for weekday in random.sample(range(7), random.choice((1, 3))):
            yield Session(track=f"{track}", weekday=weekday, starts_at=start, ends_at=end)
