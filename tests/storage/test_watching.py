from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from directory.storage.database import Database
from directory.storage.watching import Watch


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'watched.db'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE word (said TEXT)"))
        session.commit()
    yield database
    database.close()


@pytest.fixture
def watch(database: Database) -> Iterator[Watch]:
    watch = Watch(database)
    yield watch
    watch.close()


def test_a_watch_tells_of_a_commit_and_not_before(database: Database, watch: Watch) -> None:
    before = watch.state()

    with database.writing() as session:
        session.execute(text("INSERT INTO word VALUES ('hope')"))
        begun = watch.state()
        session.commit()

    assert begun == before
    assert watch.state() != before


def test_a_watch_tells_of_nothing_where_nothing_was_kept(database: Database, watch: Watch) -> None:
    before = watch.state()

    with database.reading() as session:
        session.execute(text("SELECT said FROM word")).all()
    with database.writing() as session:
        session.execute(text("INSERT INTO word VALUES ('lost')"))
        session.rollback()

    assert watch.state() == before


def test_a_database_that_does_not_tell_is_always_to_be_looked_into() -> None:
    watch = Watch(Database("sqlite://"))

    assert watch.state() != watch.state()
