"""Files that are kept until the directory changes."""

import fcntl
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from directory.domain.vocabulary import Vocabulary
from directory.exchange.hsds_taxonomies import Catalogue
from directory.services import keep_exports
from directory.services.export_directory import EXPORTS, FORM, MAP, SITES, Exporter
from directory.services.keep_exports import EDITIONS_KEPT, BusyError, Shelf
from directory.storage.database import Database
from tests.factories import listing
from tests.services.copied import keep, rewrite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "exports"


@pytest.fixture
def shelf(database: Database, vocabulary: Vocabulary, folder: Path) -> Shelf:
    return Shelf(folder, database, Exporter(database, Catalogue.of(vocabulary), ""))


@pytest.fixture
def busy(folder: Path) -> Iterator[None]:
    """Somebody else is making a file."""
    folder.mkdir(exist_ok=True)
    with (folder / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("name", EXPORTS)
def test_each_is_made_and_kept(shelf: Shelf, database: Database, name: str) -> None:
    keep(database, [listing()])

    made = shelf.get(name)
    at = made.path.stat().st_mtime_ns

    assert made.path.stat().st_size > 0
    assert shelf.get(name) == made == shelf.now(name)
    assert made.path.stat().st_mtime_ns == at


def test_an_empty_directory_has_files_too(shelf: Shelf) -> None:
    assert shelf.get(SITES).path.read_text().count("\n") == 1


def test_a_change_makes_another(shelf: Shelf, database: Database) -> None:
    keep(database, [listing()])
    first = shelf.get(SITES)

    keep(database, [listing("Bayside")])
    second = shelf.get(SITES)

    assert first.etag != second.etag
    assert second.changed_at >= first.changed_at
    assert "Bayside" in second.path.read_text()
    assert "Bayside" not in first.path.read_text()


def test_old_editions_are_forgotten(shelf: Shelf, database: Database, folder: Path) -> None:
    for name in ("Harbor", "Bayside", "Oak", "Elm"):
        keep(database, [listing(name)])
        shelf.get(SITES)

    assert len([each for each in folder.iterdir() if each.is_dir()]) == EDITIONS_KEPT


def test_files_of_an_older_form_are_forgotten(
    shelf: Shelf, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(database, [listing()])
    shelf.get(SITES)
    monkeypatch.setattr(keep_exports, "FORM", FORM + 1)

    made = shelf.get(SITES)

    assert [each for each in folder.iterdir() if each.is_dir()] == [made.path.parent]


def test_while_one_is_made_others_get_the_one_before(
    shelf: Shelf, database: Database, request: pytest.FixtureRequest
) -> None:
    keep(database, [listing()])
    before = shelf.get(SITES)
    keep(database, [listing("Bayside")])
    request.getfixturevalue("busy")

    assert shelf.get(SITES) == before


@pytest.mark.usefixtures("busy")
def test_without_one_before_they_are_told_to_come_back(shelf: Shelf) -> None:
    with pytest.raises(BusyError):
        shelf.get(MAP)


def test_only_published_listings_are_written(shelf: Shelf, database: Database) -> None:
    first, _ = keep(database, [listing("Harbor"), listing("Bayside")])
    rewrite(database, first, status="paused")

    written = shelf.get(SITES).path.read_text()

    assert "Bayside" in written
    assert "Harbor" not in written


def test_garbage_of_others_is_collected_while_a_file_is_made(
    shelf: Shelf, database: Database
) -> None:
    keep(database, [listing()])
    collecting: list[bool] = []

    def look(*_: object) -> None:
        collecting.append(gc.isenabled())

    event.listen(Engine, "before_cursor_execute", look)
    try:
        shelf.get(SITES)
    finally:
        event.remove(Engine, "before_cursor_execute", look)

    assert collecting
    assert all(collecting)
