"""What the database finds for a term is what a listing with its programs says of it."""

from collections.abc import Iterable
from datetime import date, time
from itertools import product
from random import Random

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.domain.facts import Answer, Source, SourceKind, Statement
from directory.domain.listings import Listing, Plan, Program
from directory.domain.schedule import Session as Meeting
from directory.domain.vocabulary import Facet, Selection
from directory.exchange.hsds_facts import SiteFacts
from directory.exchange.hsds_taxonomies import DENIED, taxonomy_id
from directory.storage import listings
from directory.storage.answered import MOST_LOOKED_UP
from directory.storage.offerings import Offerings, Unit, Wanted
from tests.factories import SOURCE, Make, listing

DAYS = (None, date(2025, 1, 1), date(2026, 1, 1))
KINDS = (SourceKind.PROVIDER, SourceKind.EDITOR, SourceKind.PUBLIC)
TERMS = [
    Selection(Facet.CARE, "outpatient"),
    Selection(Facet.CARE, "residential"),
    Selection(Facet.THERAPY, "cbt"),
    Selection(Facet.INSURANCE, "aetna"),
    Selection(Facet.WHEN, "morning"),
    Selection(Facet.WHEN, "afternoon"),
    Selection(Facet.WHEN, "evening"),
    Selection(Facet.WHEN, "weekend"),
]
ANSWERS = (Answer.YES, Answer.NO)
STARTS = (time(0), time(11, 59), time(12), time(16, 59), time(17))


def source(kind: SourceKind, number: int) -> Source:
    return Source(
        slug=f"{kind.value}-{number}", name="", kind=kind, publisher="", url="", published_on=None
    )


def statements(dice: Random, most: int) -> tuple[Statement, ...]:
    """At most one of each source about each term, as the database holds them."""
    sources = [source(kind, number) for kind in KINDS for number in (1, 2)]
    pairs = dice.sample(list(product(TERMS, sources)), dice.randint(0, most))
    return tuple(
        Statement(
            about=about,
            answer=dice.choice(ANSWERS),
            source=source,
            reported_on=dice.choice(DAYS),
        )
        for about, source in pairs
    )


def program(dice: Random) -> Program:
    meets = (Meeting("", dice.randint(0, 6), dice.choice(STARTS), time(20)) for _ in range(2))
    return Program(
        care=dice.choice((None, "outpatient")),
        statements=statements(dice, 6),
        sessions=tuple(meets) if dice.random() < 0.4 else (),
    )


def made(dice: Random) -> Listing:
    plan = Plan(insurer="aetna", source=SOURCE)
    return listing(
        statements=statements(dice, 12),
        programs=tuple(program(dice) for _ in range(dice.randint(1, 3))),
        plans=(plan,) if dice.random() < 0.2 else (),
    )


@pytest.fixture
def directory(app: Flask) -> list[Listing]:
    """Two hundred listings whose sources contradict each other."""
    dice = Random(11)
    return list(Make(context.held(app), indexed=False).listings(made(dice) for _ in range(200)))


def found(session: Session, said: Iterable[tuple[Selection, Answer]]) -> set[int]:
    wanted = Wanted(said=(frozenset(said),))
    _, keys = Offerings(session, wanted, Unit.PROGRAM).page(0, 10_000)
    return {key.program_id for key in keys}


def test_a_term_finds_the_programs_of_which_it_is_said(
    app: Flask, session: Session, directory: list[Listing]
) -> None:
    catalogue = context.held(app).catalogue
    for said in product(TERMS, ANSWERS):
        expected = {
            program.id
            for each in directory
            for program in each.programs
            for one in SiteFacts.of(each, catalogue).of_program(program).all
            if (one.about, one.answer) == said
        }

        assert expected, said
        assert found(session, [said]) == expected, said


def test_several_terms_find_the_programs_of_any(session: Session, directory: list[Listing]) -> None:
    asked = [(TERMS[0], Answer.YES), (TERMS[2], Answer.NO), (TERMS[6], Answer.YES)]

    united = set().union(*(found(session, [said]) for said in asked))

    assert found(session, asked) == united
    assert found(session, []) == set()


def test_a_whole_taxonomy_is_all_of_its_terms(
    app: Flask, session: Session, directory: list[Listing]
) -> None:
    denied = context.held(app).catalogue.saying(taxonomy_id(DENIED))

    united = set().union(*(found(session, [(about, Answer.NO)]) for about in TERMS))

    assert len(denied) > MOST_LOOKED_UP
    assert found(session, denied) == united


def test_all_conditions_hold_for_one_and_the_same_program(
    session: Session, directory: list[Listing]
) -> None:
    cbt, evening = frozenset({(TERMS[2], Answer.YES)}), frozenset({(TERMS[6], Answer.YES)})
    both = found(session, cbt) & found(session, evening)
    sites = {each.id for each in directory for program in each.programs if program.id in both}

    _, keys = Offerings(session, Wanted(said=(cbt, evening)), Unit.SITE).page(0, 10_000)

    assert {key.provider_id for key in keys} == sites
    assert listings.count(session) > len(sites) > 0
