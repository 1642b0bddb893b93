"""Two nodes, a primary and a replica that lags when a test wants it to: all of them real."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from directory.domain import moments
from directory.storage import keeping
from directory.storage.database import Database
from tests import factories
from tests import keeping as keepers
from tests.cli.running import Running, running
from tests.postgres import Servers
from tests.torture.house import COMMAND
from tests.torture.people import Browser

SECRET = "the same on every node, and long enough"
SEARCH = "/search?near=IL"
PATIENCE = 20  # seconds
UNTOLD = """
    SELECT (SELECT max(id) FROM outbox) - value::int FROM mark WHERE name = 'announced-up-to'
"""

NEWEST = "SELECT max(id) FROM provider"
ASKED = 10  # people; with what other tests add they fit on one page
LACKING = "SELECT pg_last_wal_replay_lsn() < pg_last_wal_receive_lsn()"


@dataclass(frozen=True)
class Nodes:
    a: Running
    b: Running
    database: Database
    servers: Servers
    urls: tuple[str, str]

    def add(self, name: str, **fields: object) -> None:
        with self.database.writing() as session:
            keeping.add(session, [factories.listing(name, **fields)])
            session.commit()

    def asked(self, statement: str) -> object:
        with self.database.newest() as session:
            return session.scalar(text(statement))

    @contextlib.contextmanager
    def replica_held_back(self) -> Iterator[None]:
        """From here on it has what it has now, and answers."""
        self.servers.caught_up()
        self.servers.replica.told("SELECT pg_wal_replay_pause()")
        try:
            yield
        finally:
            self.servers.replica.told("SELECT pg_wal_replay_resume()")


def environment(folder: Path, urls: tuple[str, str]) -> dict[str, str]:
    folder.mkdir()
    return {
        "DIRECTORY_INSTANCE": str(folder),
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_DATABASE_URL": urls[0],
        "DIRECTORY_READ_DATABASE_URLS": urls[1],
        "DIRECTORY_BASE_URL": "http://127.0.0.1",
    }


@contextlib.contextmanager
def two(folder: Path, postgres_servers: Servers, postgres_prepared: str) -> Iterator[Nodes]:
    name = postgres_servers.database(postgres_prepared)
    urls = postgres_servers.primary.url(name), postgres_servers.replica.url(name)
    postgres_servers.caught_up()
    database = Database(urls[0])
    with (
        contextlib.closing(database),
        running(environment(folder / "a", urls)) as a,
        running(environment(folder / "b", urls)) as b,
    ):
        yield Nodes(a, b, database, postgres_servers, urls)
    postgres_servers.drop(name)


@pytest.fixture(scope="module")
def nodes(
    tmp_path_factory: pytest.TempPathFactory, postgres_servers: Servers, postgres_prepared: str
) -> Iterator[Nodes]:
    with two(tmp_path_factory.mktemp("nodes"), postgres_servers, postgres_prepared) as nodes:
        yield nodes


def test_what_is_committed_is_found_on_every_node_within_a_second(nodes: Nodes) -> None:
    def seconds(name: str) -> float:
        nodes.add(name)
        began = time.monotonic()
        wait_until(lambda: shows(nodes.b, name) and shows(nodes.a, name))
        return time.monotonic() - began

    taken = sorted(seconds(f"Harbor House {number}") for number in range(5))

    assert taken[0] < 1.0, taken  # a machine that is busy with tests may take longer now and then


def test_whoever_wrote_sees_it_on_another_node_though_the_replica_lacks_it(nodes: Nodes) -> None:
    person = Browser(nodes.a.port, "10.0.0.1")

    with nodes.replica_held_back():
        status, page = person.send("/submit", "/submit")
        elsewhere = replace(person, port=nodes.b.port)

        assert status == 303
        assert elsewhere.ask("GET", page)[0] == 200
        assert nodes.servers.replica.asked(LACKING)


def test_no_page_is_older_than_the_index_it_was_found_by(nodes: Nodes) -> None:
    with nodes.replica_held_back():
        nodes.add("Bayside")

        wait_until(lambda: "Bayside" in nodes.b.get(SEARCH)[2])
        assert nodes.b.get(f"/api/search{SEARCH[7:]}")[2].count("Bayside") == 1


def test_news_are_told_by_another_node_when_one_is_killed(
    tmp_path: Path, postgres_servers: Servers, postgres_prepared: str
) -> None:
    with two(tmp_path, postgres_servers, postgres_prepared) as nodes:
        nodes.add("Before")
        wait_until(lambda: nodes.asked(UNTOLD) == 0)

        for pid in (nodes.a.process.pid, *nodes.a.workers()):
            os.kill(pid, signal.SIGKILL)
        nodes.add("After")

        wait_until(lambda: nodes.asked(UNTOLD) == 0)
        assert nodes.asked("SELECT count(*) FROM publication WHERE slug LIKE 'after-%'") == 1


def test_each_is_asked_once_though_the_clocks_of_two_nodes_strike_at_once(
    nodes: Nodes, tmp_path: Path
) -> None:
    long_ago = moments.now().date() - timedelta(days=61)
    for number in range(ASKED):
        nodes.add(f"Asked {number}", confirmed_on=long_ago)
        keeper = f"keeper{number}@harbor.example.org"
        keepers.member(nodes.database, keeper, int(str(nodes.asked(NEWEST))))

    reminding = [
        subprocess.Popen(
            [*COMMAND, "remind"],
            env=environment(tmp_path / name, nodes.urls),
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "cd"
    ]
    said = [each.communicate()[0] for each in reminding]

    assert nodes.asked("SELECT count(*) FROM mail") == ASKED, said
    assert nodes.asked('SELECT count(DISTINCT "to") FROM mail') == ASKED
    assert [each.returncode for each in reminding] == [0, 0]


def shows(node: Running, name: str) -> bool:
    return name in node.get(f"/search?q={name.replace(' ', '+')}")[2].partition("<main")[2]


def wait_until(happens: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.02)
