"""The index keeps up with the database, and asks it nothing while nobody writes."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from directory import context
from directory.cli.following import Follower
from directory.cli.index_turn import IndexTurn
from directory.context import Held
from directory.domain.criteria import Criteria
from directory.search import journal
from directory.search.embedded import EmbeddedEngine
from directory.search.text import generations
from directory.services.read_cards import read_cards
from directory.storage import keeping, outbox
from directory.storage.models import ProviderRow
from directory.storage.watching import Watch
from tests import factories

TODAY = date(2026, 4, 1)
AT_ONCE = threading.Event()
AT_ONCE.set()


@pytest.fixture
def held(app: Flask) -> Held:
    return context.held(app)


@pytest.fixture
def follower(held: Held) -> Iterator[Follower]:
    with closing(Watch(held.database)) as watch, closing(IndexTurn(held)) as turn:
        yield Follower(held, watch, turn, lambda: None)


def test_what_the_index_cannot_take_up_is_shown_as_the_database_has_it(
    held: Held, follower: Follower
) -> None:
    with held.database.writing() as session:
        keeping.add(session, [factories.listing("Harbor House")])
        session.commit()
    follower.try_to_look(AT_ONCE)
    assert held.engine.cards([1], ()).keys() == {1}

    folder = generations.current(held.settings.index)
    assert folder is not None
    (folder / journal.NAME).unlink(missing_ok=True)
    (folder / journal.NAME).mkdir()
    with held.database.writing() as session:
        session.execute(update(ProviderRow).values(confidential=True))
        outbox.note(session, [1])
        session.commit()
    follower.try_to_look(AT_ONCE)
    with held.database.reading() as session:
        assert read_cards(session, held.engine, [1])[1].address.street == ""

    (folder / journal.NAME).rmdir()
    follower.try_to_look(AT_ONCE)
    assert held.engine.cards([1], ())[1].address.street == ""


def test_a_directory_in_which_nobody_writes_is_not_read(
    follower: Follower, asked: list[str]
) -> None:
    follower.look()
    asked.clear()

    for _ in range(10):
        follower.look()

    assert asked == []


def test_the_next_look_takes_a_change_up(held: Held, follower: Follower) -> None:
    follower.look()
    follower.look()

    write(held, "Harbor House")
    follower.look()

    assert found(held) == 1


def test_another_index_that_has_read_less_is_brought_up(held: Held, follower: Follower) -> None:
    write(held, "Harbor House")
    follower.look()
    follower.look()

    EmbeddedEngine.open(held.settings.index, held.vocabulary).rebuild([], read_up_to=0)
    follower.look()
    gone = found(held)
    follower.look()

    assert (gone, found(held)) == (0, 1)


def test_what_could_not_be_read_is_read_at_the_next_look(held: Held, follower: Follower) -> None:
    follower.look()
    write(held, "Harbor House")
    database, held.database = held.database, type(held.database)("sqlite:////nowhere/at.all")
    with pytest.raises(Exception, match="unable to open"):
        follower.look()

    held.database = database
    follower.look()

    assert found(held) == 1


def write(held: Held, name: str) -> None:
    with held.database.writing() as session:
        keeping.add(session, [factories.listing(name)])
        session.commit()


def found(held: Held) -> int:
    return held.engine.search(Criteria(text="harbor"), today=TODAY).total
