"""The index says of each site what results show, without asking the database."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from directory.domain.cards import Card
from directory.domain.facts import Answer, Statement
from directory.domain.listings import Listing, Openings, Phone
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search import card_file
from directory.search.embedded import EmbeddedEngine
from tests.search.listings import TODAY, in_town, listing, program, said, varied
from tests.search.test_engine import current

CBT = Selection(Facet.THERAPY, "cbt")
DBT = Selection(Facet.THERAPY, "dbt")


def test_a_card_is_what_the_listing_shows_and_what_is_said_of_the_terms_asked(
    engine: EmbeddedEngine,
) -> None:
    own = program(11, said(*CBT), openings=Openings(answer="waitlist", wait_days=3))
    site = listing(
        7,
        replace(own, care="detox", hours_a_week=9.5),
        program(12, said(*DBT)),
        slug="étoile-peoria-il",
        name="Étoile",
        name2="North",
        description="Quiet. " * 60,
        address=replace(in_town(0), street="1 Main St"),
        phones=(Phone(kind="main", number="+1"), Phone(kind="intake", number="+2")),
        statements=(said(*CBT, Answer.NO), said(Facet.LANGUAGE, "es")),
        gone_since=TODAY,
    )
    engine.rebuild([listing(1), site])

    found = engine.cards([7, 1, 99], {CBT})

    assert in_order(found) == in_order({7: shown(site, {CBT}), 1: Card.of(listing(1))})
    assert found[7].statements.keys() == {None, 11}
    more = {7: shown(site, {CBT, DBT})}
    assert in_order(engine.cards([7], {CBT, DBT})) == in_order(more)


@pytest.mark.parametrize("seed", range(4))
def test_cards_follow_every_change_in_every_process(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary, seed: int
) -> None:
    random = Random(seed)
    now = {one.id: one for one in varied(vocabulary, 60, seed=seed)}
    engine.rebuild(now.values())
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)

    for step in range(5):
        changed = list(varied(vocabulary, 12, seed=100 * seed + step, first=random.randint(1, 70)))
        gone = random.sample(sorted(now), 3)
        now = {id_: one for id_, one in now.items() if id_ not in gone}
        now |= {one.id: one for one in changed}
        engine.update(changed, set(gone) - {one.id for one in changed})

    asked = set(random.sample(sorted(vocabulary.terms), 30))
    late = EmbeddedEngine.open(tmp_path / "index", vocabulary)
    assert neighbour.refresh()
    told = {id_: shown(one, asked) for id_, one in now.items()}
    for each in (engine, neighbour, late):
        assert in_order(each.cards(range(100), asked)) == in_order(told)


def test_cards_that_nobody_shows_any_more_are_let_go(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine.rebuild([])
    built = current(tmp_path)
    now = list(varied(vocabulary, 100, seed=1))
    while current(tmp_path) == built:
        engine.update(now, [])

    written = (current(tmp_path) / card_file.NAME).stat().st_size
    assert written < (built / card_file.NAME).stat().st_size / 10
    assert engine.cards([1], ()) == {1: shown(now[0], set())}


def test_a_card_that_is_torn_is_not_taken_for_one(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.rebuild([listing(1), listing(2, name="Meadow House")])
    file = current(tmp_path) / card_file.NAME
    file.write_bytes(file.read_bytes().replace(b"Meadow", b"Shadow"))

    assert engine.cards([1, 2], ()) == {1: Card.of(listing(1))}


@pytest.mark.parametrize("before", ["shown", "private"])
def test_what_is_kept_private_is_not_in_the_file(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary, before: str
) -> None:
    home = replace(in_town(0), street="12 Hidden Lane")
    engine.rebuild([listing(1, address=replace(home, confidential=before == "private"))])
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)
    engine.update([listing(1, address=replace(home, confidential=True))], [])

    written = (current(tmp_path) / card_file.NAME).read_bytes()

    assert b"Peoria" in written
    assert b"Hidden" not in written
    assert home.zip.encode() not in written
    assert neighbour.cards([1], ()) == {}  # until it takes the change up
    assert neighbour.refresh()
    assert neighbour.cards([1], ())[1].address.city == "Peoria"


def test_nothing_is_left_of_who_is_gone(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.rebuild([listing(1, name="Harbor House"), listing(2, name="Meadow House")])
    engine.update([], [1])

    assert b"Harbor" not in (current(tmp_path) / card_file.NAME).read_bytes()


def test_that_an_index_cannot_keep_up_is_known_to_all_processes(
    engine: EmbeddedEngine, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine.rebuild([listing(1)])
    neighbour = EmbeddedEngine.open(tmp_path / "index", vocabulary)
    assert trusted(engine, neighbour) == [True, True]

    engine.trust(kept_up=False)
    neighbour.refresh()
    assert trusted(engine, neighbour) == [False, False]

    engine.trust(kept_up=True)
    neighbour.refresh()
    assert trusted(engine, neighbour) == [True, True]


def trusted(*engines: EmbeddedEngine) -> list[bool]:
    return [each.is_trusted for each in engines]


def shown(site: Listing, asked: set[Selection]) -> Card:
    groups = [(None, site.statements), *((one.id, one.statements) for one in site.programs)]
    said = {owner: _about(statements, asked) for owner, statements in groups}
    found = {owner: statements for owner, statements in said.items() if statements}
    return replace(Card.of(site), statements=found)


def in_order(cards: dict[int, Card]) -> dict[int, Card]:
    for card in cards.values():
        for statements in card.statements.values():
            statements.sort(key=lambda said: (said.about, said.answer))
    return cards


def _about(statements: Iterable[Statement], asked: set[Selection]) -> list[Statement]:
    return [each for each in statements if each.about in asked]
