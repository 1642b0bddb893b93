"""An index that cannot be used makes room for a new one, in whichever process notices."""

import logging
import shutil
from datetime import date
from pathlib import Path

import pytest

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Vocabulary
from directory.search.embedded import EmbeddedEngine
from tests.factories import listing

TODAY = date(2026, 6, 1)


def found(engine: EmbeddedEngine) -> int:
    return engine.search(Criteria(), today=TODAY).total


def filled(folder: Path, vocabulary: Vocabulary) -> EmbeddedEngine:
    engine = EmbeddedEngine.open(folder, vocabulary)
    engine.rebuild([listing(id=1)])
    return engine


def damage(folder: Path) -> None:
    for path in folder.glob("generation-*/columns/*"):
        path.write_bytes(path.read_bytes()[:7])


def test_a_new_folder_wants_its_first_build_and_says_nothing(
    tmp_path: Path, vocabulary: Vocabulary, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)

    engine = EmbeddedEngine.open(tmp_path / "index", vocabulary)

    assert engine.needs_rebuild
    assert found(engine) == 0
    assert caplog.records == []


def test_a_rebuilt_index_wants_nothing_more(tmp_path: Path, vocabulary: Vocabulary) -> None:
    engine = filled(tmp_path, vocabulary)

    assert not engine.needs_rebuild
    assert not EmbeddedEngine.open(tmp_path, vocabulary).needs_rebuild
    assert found(engine) == 1


def test_a_torn_index_is_noticed_and_said(
    tmp_path: Path, vocabulary: Vocabulary, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path, vocabulary)
    damage(tmp_path)

    engine = EmbeddedEngine.open(tmp_path, vocabulary)

    assert engine.needs_rebuild
    assert "rebuilt" in caplog.text


def test_a_loss_is_remembered_by_the_next_process(tmp_path: Path, vocabulary: Vocabulary) -> None:
    filled(tmp_path, vocabulary)
    damage(tmp_path)
    EmbeddedEngine.open(tmp_path, vocabulary)

    assert EmbeddedEngine.open(tmp_path, vocabulary).needs_rebuild


def test_an_index_deleted_while_it_serves_makes_room_too(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    engine = filled(tmp_path / "index", vocabulary)
    shutil.rmtree(tmp_path / "index")

    assert engine.refresh()
    assert engine.needs_rebuild


def test_a_process_learns_that_another_one_rebuilt(tmp_path: Path, vocabulary: Vocabulary) -> None:
    waiting = EmbeddedEngine.open(tmp_path, vocabulary)
    filled(tmp_path, vocabulary)

    assert waiting.refresh()
    assert not waiting.needs_rebuild
    assert found(waiting) == 1
