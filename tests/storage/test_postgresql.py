"""The database as PostgreSQL keeps it: what decision 20 says, asked of real servers."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from directory.storage import migrations, outbox, soundness
from directory.storage.database import Database
from directory.storage.models import Base
from tests.postgres import Servers


@pytest.fixture
def directory(postgres: str) -> Iterator[Database]:
    database = Database(postgres)
    yield database
    database.close()


@pytest.fixture
def empty(postgres_servers: Servers) -> Iterator[Database]:
    name = postgres_servers.database()
    database = Database(postgres_servers.primary.url(name))
    yield database
    database.close()
    postgres_servers.drop(name)


def count(session: Session) -> int:
    return int(session.execute(text("SELECT value FROM mark WHERE name = 'n'")).scalar_one())


def is_a_models(name: str | None, kind: str, _parents: object) -> bool:
    """The tables of the search, and of who asks the API, have no models."""
    return kind != "table" or not (name or "").startswith(("search_", "request_count"))


def test_migrations_make_what_the_models_say_and_go_down_and_up_again(empty: Database) -> None:
    def tables() -> set[str]:
        with empty.connecting() as connection:
            return set(inspect(connection).get_table_names())

    migrations.upgrade(empty)
    made = tables()
    with empty.connecting() as connection:
        opts = {"compare_type": True, "include_name": is_a_models}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []

    migrations.downgrade(empty, "base")
    assert tables() == {"alembic_version"}  # and whatever else they made is gone, or

    migrations.upgrade(empty)
    assert tables() == made


MIGRATE = """
import sys
from directory.storage import migrations
from directory.storage.database import Database
migrations.upgrade(Database(sys.argv[1]))
"""


def test_two_nodes_that_start_at_once_migrate_once(empty: Database) -> None:
    other = subprocess.Popen([sys.executable, "-c", MIGRATE, empty.url])
    migrations.upgrade(empty)

    assert other.wait(timeout=60) == 0
    assert not migrations.pending(empty)


ADD = """
import sys
from sqlalchemy import text
from directory.storage.database import Database
database = Database(sys.argv[1])
for _ in range(100):
    with database.writing() as session:
        n = int(session.execute(text("SELECT value FROM mark WHERE name = 'n'")).scalar_one())
        session.execute(text("UPDATE mark SET value = :n WHERE name = 'n'"), {"n": str(n + 1)})
        session.commit()
"""


def test_three_processes_that_write_at_once_lose_none_of_300_updates(directory: Database) -> None:
    with directory.writing() as session:
        session.execute(text("INSERT INTO mark (name, value) VALUES ('n', '0')"))
        session.commit()

    writers = [subprocess.Popen([sys.executable, "-c", ADD, directory.url]) for _ in range(3)]

    assert [writer.wait(timeout=60) for writer in writers] == [0] * 3
    with directory.reading() as session:
        assert count(session) == 300


def test_a_reading_session_cannot_write(directory: Database) -> None:
    with directory.reading() as session, pytest.raises(DBAPIError, match="read-only"):
        session.execute(text("DELETE FROM mark"))


def test_who_waits_too_long_for_the_lock_is_told_so(
    directory: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.storage.database.BUSY_TIMEOUT_SECONDS", 0.05)
    hurried = Database(directory.url)

    with directory.writing() as importing:
        importing.connection()
        with hurried.writing() as session, pytest.raises(OperationalError) as error:
            outbox.note(session, [1])

    assert soundness.is_held(error.value)
    assert not soundness.is_out_of_reach(error.value)
    hurried.close()


def test_a_replica_is_read_from_until_it_is_gone_and_then_the_primary(
    postgres_servers: Servers, postgres_pair: tuple[str, str]
) -> None:
    primary, replica = postgres_pair
    gone = primary.replace(str(postgres_servers.primary.port), "9")
    recovering = text("SELECT pg_is_in_recovery()")

    both, none = Database(primary, [gone, replica]), Database(primary, [gone])
    with both.reading() as session, none.reading() as other:
        assert session.scalar(recovering) is True
        assert other.scalar(recovering) is False

    both.close()
    none.close()


def test_a_server_that_does_not_answer_is_out_of_reach(postgres_servers: Servers) -> None:
    nowhere = Database(postgres_servers.primary.url().replace("127.0.0.1:", "127.0.0.2:"))

    with nowhere.writing() as session, pytest.raises(OperationalError) as error:
        session.connection()

    assert soundness.is_out_of_reach(error.value)
    assert not soundness.is_held(error.value)


def test_connections_that_the_server_ended_are_made_anew(
    postgres_servers: Servers, directory: Database
) -> None:
    one = text("SELECT 1")
    with directory.reading() as session, directory.writing() as writing:
        assert session.scalar(one) == writing.scalar(one) == 1
        writing.commit()

    postgres_servers.primary.told(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'directory'"
    )

    with directory.reading() as session, directory.writing() as writing:
        assert session.scalar(one) == writing.scalar(one) == 1


def test_a_snapshot_sees_one_moment(directory: Database) -> None:
    places = text("SELECT count(*) FROM mark")
    with directory.snapshot() as session:
        before = session.scalar(places)
        with directory.writing() as writing:
            writing.execute(text("INSERT INTO mark (name, value) VALUES ('later', '')"))
            writing.commit()

        assert session.scalar(places) == before
