"""A new node begins with the index of another one, and reads on from where that one was."""

import threading
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from directory import context
from directory.context import Held
from directory.domain.criteria import Criteria
from directory.search import card_file, packing
from directory.search.embedded import EmbeddedEngine
from directory.search.text import generations
from directory.search.text.errors import IndexDamagedError
from directory.services.follow_changes import follow_changes
from directory.storage import keeping
from tests import factories

TODAY = date(2026, 4, 1)
NAMES = {"Harbor House", "Bayside", "Meadow House"}


@pytest.fixture
def held(app: Flask) -> Held:
    held = context.held(app)
    add(held, "Harbor House")
    follow_changes(held.database, held.engine)
    return held


def add(held: Held, *names: str) -> None:
    with held.database.writing() as session:
        keeping.add(session, [factories.listing(name) for name in names])
        session.commit()


def opened(held: Held, file: Path, folder: Path) -> EmbeddedEngine:
    packing.unpack(file, folder)
    return EmbeddedEngine.open(folder, held.vocabulary)


def found(engine: EmbeddedEngine) -> int:
    return engine.search(Criteria(), today=TODAY).total


def test_a_new_node_serves_at_once_and_reads_only_what_came_since(
    held: Held, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packing.pack(held.settings.index, tmp_path / "index.zip")
    add(held, "Bayside", "Meadow House")

    node = opened(held, tmp_path / "index.zip", tmp_path / "node")
    before = found(node)

    assert (before, follow_changes(held.database, node), found(node)) == (1, 2, 3)
    node.trust(kept_up=True)
    assert node.cards([1, 2, 3], ()) == held.engine.cards([1], ()) | node.cards([2, 3], ())
    assert {card.name for card in node.cards([1, 2, 3], ()).values()} == NAMES
    assert caplog.records == []  # which would tell of a rebuild


def test_an_index_of_a_version_without_cards_is_not_packed(held: Held, tmp_path: Path) -> None:
    folder = generations.current(held.settings.index)
    assert folder is not None
    (folder / card_file.NAME).unlink()

    with pytest.raises(IndexDamagedError, match="no search index of this version"):
        packing.pack(held.settings.index, tmp_path / "index.zip")


def test_a_node_that_was_away_too_long_begins_anew(
    held: Held, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packing.pack(held.settings.index, tmp_path / "index.zip")
    add(held, "Bayside", "Meadow House")
    with held.database.writing() as session:
        session.execute(text("DELETE FROM outbox WHERE id < (SELECT max(id) FROM outbox)"))
        session.commit()

    node = opened(held, tmp_path / "index.zip", tmp_path / "node")
    follow_changes(held.database, node)

    assert found(node) == 3
    assert "too old" in caplog.text


def test_it_is_packed_while_it_changes(held: Held, tmp_path: Path) -> None:
    def change() -> None:
        for number in range(15):
            add(held, f"House {number}")
            follow_changes(held.database, held.engine)

    changing = threading.Thread(target=change)
    changing.start()
    for number in range(5):
        packing.pack(held.settings.index, tmp_path / f"{number}.zip")
    changing.join()

    for number in range(5):
        node = opened(held, tmp_path / f"{number}.zip", tmp_path / f"node-{number}")
        follow_changes(held.database, node)
        assert found(node) == 16


def test_what_is_no_index_is_refused_and_the_old_one_stays(held: Held, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear all")

    with pytest.raises(IndexDamagedError, match="holds no search index"):
        packing.unpack(tmp_path / "letter.zip", held.settings.index)
    assert found(EmbeddedEngine.open(held.settings.index, held.vocabulary)) == 1
