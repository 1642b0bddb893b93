"""A reading session asks for its server when it first reads, and again after a commit."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.storage import positions
from directory.storage.database import Database
from tests.postgres import Servers

OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}'"
ADDED = text("INSERT INTO mark (name, value) VALUES (:name, 1)")
COUNTED = text("SELECT count(*) FROM mark WHERE name LIKE 'seen-%'")


@pytest.fixture
def database(postgres_pair: tuple[str, str]) -> Iterator[Database]:
    primary, replica = postgres_pair
    with closing(Database(primary, [replica])) as opened:
        yield opened


def add(database: Database, name: str) -> None:
    """And let this node know of it, as its index would."""
    with database.writing() as session:
        session.execute(ADDED, {"name": f"seen-{name}"})
        session.commit()
    with database.newest() as session:
        now = positions.current(session)
    database.hold_readers(now, now)


def count(session: Session) -> int:
    return int(session.execute(COUNTED).scalar_one())


def test_whoever_reads_nothing_takes_no_connection(
    database: Database, postgres_servers: Servers
) -> None:
    with database.reading() as session:
        session.commit()

    servers = (postgres_servers.primary, postgres_servers.replica)
    name = database.url.rpartition("/")[2]
    assert [server.asked(OPEN.format(name)) for server in servers] == [0, 0]


def test_what_the_node_knows_by_then_is_what_it_reads(
    database: Database, postgres_servers: Servers
) -> None:
    replica = postgres_servers.replica
    postgres_servers.caught_up()
    replica.told("SELECT pg_wal_replay_pause()")
    try:
        with database.reading() as session:
            add(database, "one")
            first = count(session)
            add(database, "two")
            session.commit()
            second = count(session)
    finally:
        replica.told("SELECT pg_wal_replay_resume()")

    assert (first, second) == (1, 2)
