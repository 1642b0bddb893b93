"""Duties that one alone has at a time, and numbers that rise in the order of commits."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from directory.storage import outbox
from directory.storage.database import Database
from tests.postgres import Server, Servers

PATIENCE = 60  # seconds


@pytest.fixture(params=["sqlite", "postgres"])
def nodes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")
    with closing(Database(url)) as one, closing(Database(url)) as other:
        yield one, other


def test_one_alone_has_a_duty_until_it_leaves_it(nodes: tuple[Database, Database]) -> None:
    mine, others, third = nodes[0].duty("mail"), nodes[1].duty("mail"), nodes[1].duty("news")

    assert [mine.is_mine(), mine.is_mine()] == [True, True]
    assert third.is_mine()
    assert not others.is_mine()
    mine.close()
    assert others.is_mine()
    assert not mine.is_mine()

    for duty in (mine, others, third):
        duty.close()


def test_who_lost_the_server_knows_that_another_may_have_the_duty(
    postgres_servers: Servers, postgres: str
) -> None:
    with closing(Database(postgres)) as one, closing(Database(postgres)) as other:
        mine, others = one.duty("mail"), other.duty("mail")
        assert mine.is_mine()

        end_all(postgres_servers.primary, postgres.rpartition("/")[2])
        assert others.is_mine()
        assert not mine.is_mine()

        mine.close()
        others.close()


def test_a_listener_hears_of_a_commit_at_once_and_connects_again(
    postgres_servers: Servers, postgres: str
) -> None:
    end = threading.Event()
    with closing(Database(postgres)) as database, closing(database.listener()) as listener:
        listener.wait(end, 0.1)

        assert heard(listener.wait, listener.state, lambda: note(database)) < 1
        end_all(postgres_servers.primary, postgres.rpartition("/")[2])
        listener.wait(end, 0.1)
        listener.wait(end, 0.1)
        assert heard(listener.wait, listener.state, lambda: note(database)) < 1


NOTE = """
import sys
from directory.storage import outbox
from directory.storage.database import Database
database = Database(sys.argv[1])
for number in range(50):
    with database.writing() as session:
        outbox.note(session, [int(sys.argv[2]) + number])
        session.commit()
"""


def test_who_reads_on_from_the_last_number_misses_nothing_of_two_writers(postgres: str) -> None:
    starts = (1000, 2000)
    writers = [
        subprocess.Popen([sys.executable, "-c", NOTE, postgres, str(start)]) for start in starts
    ]
    read: list[int] = []
    last, deadline = 0, time.monotonic() + PATIENCE

    with closing(Database(postgres)) as database:
        while len(read) < 100 and time.monotonic() < deadline:
            with database.reading() as session:
                later = outbox.after(session, last)
            read += [provider_id for _, provider_id in later]
            last = later[-1][0] if later else last

    assert sorted(read) == [start + number for start in starts for number in range(50)]
    assert [writer.wait(PATIENCE) for writer in writers] == [0, 0]


def heard(
    wait: Callable[[threading.Event, float], None],
    state: Callable[[], object],
    write: Callable[[], None],
) -> float:
    """Seconds until the first value of the state is another one; it counts what was heard."""

    def count() -> object:
        told = state()
        assert isinstance(told, tuple)
        return told[0]

    before = count()
    write()
    began = time.monotonic()
    while count() == before and time.monotonic() - began < PATIENCE:
        wait(threading.Event(), 0.25)
    return time.monotonic() - began


def note(database: Database) -> None:
    with database.writing() as session:
        outbox.note(session, [1])
        session.commit()


def end_all(server: Server, name: str) -> None:
    statement = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'directory'"
    )
    server.told(statement, name)
