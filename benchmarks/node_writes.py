"""What writing to PostgreSQL costs: how many in a second, and how much log goes to each replica."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import closing

from directory.storage import keeping
from directory.storage.database import Database
from tests import factories
from tests.torture import stock
from tests.torture.cluster import Cluster
from tests.torture.house import House
from tests.torture.people import Browser

SECONDS = 8
COUNT = 50  # whose log is measured
LOGGED = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"


def add(database: Database, name: str) -> None:
    """One site with one program, and the note that tells the indexes of it."""
    with database.writing() as session:
        keeping.add(session, [factories.listing(name, slug=name.lower())])
        session.commit()


def a_second(url: str, writers: int) -> float:
    """By so many processes, as workers of nodes would."""
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        given = [(url, f"w{writers}-{number}") for number in range(writers)]
        return sum(pool.starmap(write_on, given)) / SECONDS


def write_on(url: str, name: str) -> int:
    """In a process of its own: how many were done in those seconds."""
    with closing(Database(url)) as database:
        add(database, f"{name}-first")  # connects
        count, until = 0, time.monotonic() + SECONDS
        while time.monotonic() < until:
            add(database, f"{name}-{count}")
            count += 1
    return count


def logged(servers: Cluster, node: House) -> dict[str, float]:
    """Bytes, by what was written."""

    def put() -> None:
        for number in range(COUNT):
            add(database, f"logged-{number}")

    def accept() -> None:
        for revision in crowd.pending:
            page = f"/review/submission/{revision}"
            browser = Browser(node.port, "127.0.0.1", crowd.editor)
            status, _ = browser.send(page, f"{page}/accept", all="1")
            if status != 302:
                raise RuntimeError(f"{page} was not accepted: {status}")

    with closing(Database(servers.settings["DIRECTORY_DATABASE_URL"])) as database:
        new = _log_of(servers, put)
    crowd = stock.crowd(node, 1, COUNT)
    return {"a new site": new / COUNT, "accepting a submission": _log_of(servers, accept) / COUNT}


def _log_of(servers: Cluster, work: Callable[[], object]) -> int:
    before = servers.primary.asked(LOGGED)
    work()
    return int(servers.primary.asked(LOGGED) - before)
