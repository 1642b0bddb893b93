"""A backup of a directory that is served, and its way back."""

import os
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from config import Settings
from directory import context
from directory.cli import served
from directory.domain.acts import Act, Deed
from directory.domain.criteria import Criteria
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.search.embedded import EmbeddedEngine
from directory.storage import audit, migrations
from directory.storage.database import Database, sqlite
from tests.factories import Make
from tests.storage.damaging import damage

DOCUMENT = f"{'ab' * 16}.pdf"


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=args)


def said(app: Flask, *args: str) -> str:
    """The sentence with which a command refuses."""
    result = run(app, *args)
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def whole(app: Flask, make: Make, settings: Settings) -> Flask:
    """A directory with a listing, an act in the trail and a document."""
    make.listing("Harbor House")
    with context.writing() as session:
        audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "harbor-house"))
        session.commit()
    settings.documents.mkdir(mode=0o700)
    (settings.documents / DOCUMENT).write_bytes(b"%PDF-1.7 a letter")
    return app


@pytest.fixture
def backup(whole: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "directory.tar.gz"
    result = run(whole, "backup", str(path))
    assert result.exit_code == 0, result.output
    return path


def names(settings: Settings) -> list[str]:
    with closing(sqlite.connect(settings.instance / "directory.db")) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM provider ORDER BY id")]


def test_a_backup_holds_database_secret_and_documents_for_its_owner_alone(backup: Path) -> None:
    with tarfile.open(backup) as archive:
        held = archive.getnames()

    assert held == ["backup.json", "directory.db", f"documents/{DOCUMENT}", "secret-key"]
    assert backup.stat().st_mode & 0o077 == 0
    assert list(backup.parent.iterdir()) == [backup]


def test_a_backup_is_of_one_moment_while_others_write(whole: Flask, tmp_path: Path) -> None:
    with context.writing() as session:
        audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "not committed yet"))
        session.flush()
        result = run(whole, "backup", str(tmp_path / "one.tar.gz"))
        session.commit()

    assert result.exit_code == 0, result.output
    copied = tmp_path / "copied.db"
    with tarfile.open(tmp_path / "one.tar.gz") as archive:
        found = archive.extractfile("directory.db")
        assert found is not None
        copied.write_bytes(found.read())
    with closing(sqlite.connect(copied)) as copy:
        assert copy.execute("SELECT subject FROM audit").fetchall() == [("harbor-house",)]


def test_a_backup_overwrites_nothing(whole: Flask, backup: Path) -> None:
    before = backup.read_bytes()

    assert "exists already" in said(whole, "backup", str(backup))
    assert backup.read_bytes() == before


def test_a_backup_that_cannot_be_written_leaves_nothing(whole: Flask, tmp_path: Path) -> None:
    assert "cannot be written" in said(whole, "backup", str(tmp_path / "nowhere" / "b.tar.gz"))
    assert not (tmp_path / "backup.part").exists()


def test_a_damaged_database_makes_no_backup(whole: Flask, settings: Settings) -> None:
    context.held().database.close()
    damage(settings.instance / "directory.db")
    target = settings.instance / "b.tar.gz"

    assert "no backup was made" in said(whole, "backup", str(target))
    assert not target.exists()


def test_what_a_backup_held_is_there_again(
    whole: Flask, make: Make, settings: Settings, backup: Path
) -> None:
    secret = (settings.instance / "secret-key").read_text()
    make.listing("Added Later")
    (settings.instance / "secret-key").write_text("another" * 8)
    (settings.documents / DOCUMENT).unlink()

    result = run(whole, "restore", str(backup))

    assert result.exit_code == 0, result.output
    assert "Restored 1 sites as they were on" in result.stdout
    assert names(settings) == ["Harbor House"]
    assert (settings.instance / "secret-key").read_text() == secret
    assert (settings.documents / DOCUMENT).read_bytes() == b"%PDF-1.7 a letter"
    assert found(settings) == 1


def found(settings: Settings) -> int:
    engine = EmbeddedEngine.open(settings.index, context.held().vocabulary)
    return engine.search(Criteria(older=True), today=now().date()).total


def test_what_was_there_before_is_kept_aside(
    whole: Flask, make: Make, settings: Settings, backup: Path
) -> None:
    make.listing("Added Later")

    run(whole, "restore", str(backup))

    aside = next(settings.instance.glob("before-restore-*"))
    with closing(sqlite.connect(aside / "directory.db")) as connection:
        assert connection.execute("SELECT count(*) FROM provider").fetchone() == (2,)
    assert {path.name for path in aside.iterdir()} == {"directory.db", "documents", "secret-key"}


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    whole: Flask, tmp_path: Path, settings: Settings
) -> None:
    migrations.downgrade(context.held().database, "-1")
    run(whole, "backup", str(tmp_path / "older.tar.gz"))

    run(whole, "restore", str(tmp_path / "older.tar.gz"))

    database = Database(settings.database_url)
    assert not migrations.pending(database)
    database.close()


def test_a_backup_that_is_not_whole_changes_nothing(
    whole: Flask, settings: Settings, backup: Path
) -> None:
    os.truncate(backup, backup.stat().st_size - 1000)

    assert "not a whole one" in said(whole, "restore", str(backup))
    assert names(settings) == ["Harbor House"]
    assert not list(settings.instance.glob("*restore*"))


@pytest.fixture
def importing(settings: Settings) -> Iterator[None]:
    """Another process has the database open."""
    with closing(sqlite.connect(settings.instance / "directory.db")) as other:
        other.execute("SELECT count(*) FROM provider").fetchone()
        yield


def test_nothing_is_restored_under_what_uses_the_database(
    whole: Flask, backup: Path, importing: None, settings: Settings
) -> None:
    assert "perhaps an import" in said(whole, "restore", str(backup))
    assert not list(settings.instance.glob("before-restore-*"))


def test_nothing_is_restored_while_the_site_is_served(
    whole: Flask, backup: Path, settings: Settings
) -> None:
    with served.marked(context.held()):
        assert "being served" in said(whole, "restore", str(backup))
