import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from directory.storage.database import FIRST_SAFE_SQLITE, Database, sqlite_warning


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'counter.db'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)"))
        session.execute(text("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))"))
        session.execute(text("INSERT INTO parent VALUES (1, 0)"))
        session.commit()
    yield database
    database.close()


def count(database: Database) -> int:
    with database.reading() as session:
        return int(session.execute(text("SELECT n FROM parent")).scalar_one())


ADD = """
import sys
from sqlalchemy import text
from directory.storage.database import Database
database = Database(sys.argv[1])
for _ in range(300):
    with database.writing() as session:
        n = session.execute(text("SELECT n FROM parent")).scalar_one()
        session.execute(text("UPDATE parent SET n = :n"), {"n": n + 1})
        session.commit()
"""


def test_four_processes_that_write_at_once_lose_none_of_1200_updates(counter: Database) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", ADD, counter.url]) for _ in range(4)]

    assert [writer.wait(timeout=120) for writer in writers] == [0] * 4
    assert count(counter) == 1_200


def test_reading_goes_on_while_somebody_writes(counter: Database) -> None:
    with counter.writing() as writer:
        writer.execute(text("UPDATE parent SET n = 7"))

        assert count(counter) == 0

        writer.commit()
    assert count(counter) == 7


def test_a_reading_session_cannot_write(counter: Database) -> None:
    with counter.reading() as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("UPDATE parent SET n = 1"))


def test_a_transaction_that_is_not_committed_leaves_nothing(counter: Database) -> None:
    with counter.writing() as session:
        session.execute(text("UPDATE parent SET n = 9"))

    assert count(counter) == 0


def test_foreign_keys_hold(counter: Database) -> None:
    with counter.writing() as session, pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.execute(text("INSERT INTO child VALUES (404)"))


def test_the_log_is_write_ahead(counter: Database) -> None:
    with counter.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_this_machine_has_a_sqlite_without_the_log_reset_fault() -> None:
    assert sqlite_warning() is None


BARE = """
import sys
sys.modules["pysqlite3"] = None  # as where there is no wheel of it
from directory.storage.database import sqlite_warning
print(sqlite_warning() or "")
"""


def test_an_affected_sqlite_is_warned_of() -> None:
    bare = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=True)

    is_affected = sqlite3.sqlite_version_info < FIRST_SAFE_SQLITE
    assert ("install pysqlite3" in bare.stdout) == is_affected
