"""Index and database show the same of a site; the database, what the index does not hold."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import update

from config import DATA
from directory import context
from directory.context import Held
from directory.domain.cards import Card
from directory.domain.vocabulary import Vocabulary
from directory.search import card_file
from directory.search.text import generations
from directory.services.follow_changes import follow_changes
from directory.services.load_demonstration import load_demonstration
from directory.services.read_cards import read_cards
from directory.storage import cards
from directory.storage.database import Database
from directory.storage.models import ProviderRow
from tests.factories import REPORTED_ON, Make
from tests.search.test_cards import in_order

NOWHERE = "postgresql+psycopg://app@127.0.0.2:9/directory"


@pytest.fixture
def held(app: Flask) -> Held:
    return context.held(app)


def test_the_index_shows_of_each_site_what_the_database_has(held: Held) -> None:
    words = Vocabulary.load(DATA / "vocabulary")
    load_demonstration(held.database, words, REPORTED_ON, count=60, seed=1)
    follow_changes(held.database, held.engine)
    random = Random(1)

    with held.database.reading() as session:
        for _ in range(5):
            asked = set(random.sample(sorted(words.terms), 20))
            read = cards.by_ids(session, range(1, 61), asked)
            assert in_order(held.engine.cards(range(1, 61), asked)) == in_order(read)
            assert len(read) == 60


def test_what_the_index_has_lost_is_read_from_the_database(held: Held, make: Make) -> None:
    kept, lost = make.listing("Harbor House"), make.listing("Meadow House")
    folder = generations.current(held.settings.index)
    assert folder is not None
    file = folder / card_file.NAME
    file.write_bytes(file.read_bytes().replace(b"Meadow", b"Shadow"))

    with held.database.reading() as session:
        shown = read_cards(session, held.engine, [kept.id, lost.id, 999])
    with Database(NOWHERE).reading() as broken:
        alone = read_cards(broken, held.engine, [kept.id, lost.id])

    assert names(shown) == {kept.id: "Harbor House", lost.id: "Meadow House"}
    assert names(alone) == {kept.id: "Harbor House"}


def test_who_has_just_written_is_shown_what_the_database_has(held: Held, make: Make) -> None:
    site = make.listing("Harbor House")
    with held.database.writing() as session:
        session.execute(update(ProviderRow).values(name="Harbor Light"))
        session.commit()

    with held.database.reading() as session:
        assert names(read_cards(session, held.engine, [site.id])) == {site.id: "Harbor House"}
        newest = read_cards(session, held.engine, [site.id], newest=True)
    with Database(NOWHERE).reading() as broken:
        alone = read_cards(broken, held.engine, [site.id], newest=True)

    assert (names(newest), names(alone)) == ({site.id: "Harbor Light"}, {site.id: "Harbor House"})


def names(cards: dict[int, Card]) -> dict[int, str]:
    return {id_: card.name for id_, card in cards.items()}
