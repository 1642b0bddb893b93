"""Several nodes on PostgreSQL: how soon all of them know, and what writing costs.

Real servers, a primary that waits for its replica until that has applied what was written, both
with durable settings on this machine's disk, and a node that serves. Run it by itself:

    python -m benchmarks.nodes [--listings N] [--seconds N] [--rate N] [--failovers N]
"""

import http.client
import json
import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import click

from benchmarks import node_reads, node_writes
from directory.storage.database import Database
from tests import postgres
from tests.torture import cluster, failover, stock
from tests.torture import house as houses
from tests.torture.cluster import Cluster
from tests.torture.house import House

HANDS = 4  # that write at the wanted rate, so that one slow write delays no other
EVERY = 20  # of the writes, one is looked for
PAUSE = 0.02  # seconds between two looks
LONGEST = 30.0  # seconds to look for one
WRITERS = (1, 2, 4)


@dataclass
class Course:
    """Writes that are due one after another, whoever comes to do them."""

    node: House
    database: Database
    seconds: list[float] = field(default_factory=list)  # until a write was found
    commits: list[float] = field(default_factory=list)  # that each write took
    lost: int = 0
    _awaited: queue.SimpleQueue[tuple[str, float]] = field(default_factory=queue.SimpleQueue)

    def run(self, rate: int, seconds: int) -> float:
        """Return how many were really done in a second."""
        looking = threading.Thread(target=self._look)
        looking.start()
        began = time.monotonic()
        due = iter([(number, began + number / rate) for number in range(rate * seconds)])
        _together([lambda: self._write(due)] * HANDS)
        taken = time.monotonic() - began
        self._awaited.put(("", 0.0))
        looking.join()
        return rate * seconds / taken

    def _write(self, due: Iterator[tuple[int, float]]) -> None:
        while True:
            try:
                number, moment = next(due)
            except StopIteration:
                return
            time.sleep(max(0.0, moment - time.monotonic()))
            asked, name = time.monotonic(), f"Quux{number:04d}"  # five digits would be a ZIP code
            node_writes.add(self.database, name)
            self.commits.append(time.monotonic() - asked)
            if number % EVERY == 0:
                self._awaited.put((name, time.monotonic()))

    def _look(self) -> None:
        """One after the other: many who look at once would be what keeps the node busy."""
        while (awaited := self._awaited.get())[0]:
            name, committed = awaited
            while not _found(self.node.port, name):
                time.sleep(PAUSE)
                if time.monotonic() - committed > LONGEST:
                    self.lost += 1
                    break
            else:
                self.seconds.append(time.monotonic() - committed)


@click.command()
@click.option("--listings", default=2000, show_default=True)
@click.option("--seconds", default=30, show_default=True)
@click.option("--rate", default=50, show_default=True, help="Writes a second.")
@click.option("--failovers", default=3, show_default=True)
def main(listings: int, seconds: int, rate: int, failovers: int) -> None:
    """Print a table."""
    print("| measured | result |\n|---|---|")
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder), listings) as (servers, node),
    ):
        with closing(Database(servers.settings["DIRECTORY_DATABASE_URL"])) as database:
            course = Course(node, database)
            done = course.run(rate, seconds)
            _tell(f"found on another node, {done:.0f} writes a second", course.seconds)
            print(f"| not found within {LONGEST:.0f} s | {course.lost} |")
            _tell("one of these writes", course.commits)
        for writers in WRITERS:
            done = node_writes.a_second(database.url, writers)
            print(f"| writes a second, {writers} at once | {done:.0f} |", flush=True)
        taken = node_reads.seconds_a_page(servers.replica.url(cluster.NAME))
        print(f"| a replica's processor for a listing's page | {1000 * taken:.2f} ms |", flush=True)
        for what, size in node_writes.logged(servers, node).items():
            print(f"| log that {what} makes, for each replica | {size / 1000:.1f} kB |", flush=True)
    if failovers:
        row = failover.failover(failovers)
        print(f"| {row.what}, {row.count} times, faults: {len(row.faults)} | {row.seen} |")


@contextmanager
def _served(folder: Path, listings: int) -> Iterator[tuple[Cluster, House]]:
    houses.prepare(folder)
    with (
        cluster.running(folder / "directory.db", postgres.DURABLE) as servers,
        ExitStack() as stack,
    ):
        node = stack.enter_context(failover.node(folder / "node", servers.settings))
        stock.furnish(node, listings)
        node.start()
        yield servers, node


def _found(port: int, name: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    with closing(connection):
        connection.request("GET", f"/api/search?q={name}")
        answer = connection.getresponse().read()
    return any(each["name"] == name for each in json.loads(answer)["results"])


def _together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _tell(what: str, seconds: list[float]) -> None:
    cuts = quantiles(seconds, n=20, method="inclusive")
    told = [1000 * each for each in (cuts[9], cuts[18], max(seconds))]
    print(
        f"| {what} ({len(seconds)}) | p50 {told[0]:.0f} ms, p95 {told[1]:.0f} ms, "
        f"at most {told[2]:.0f} ms |",
        flush=True,
    )


if __name__ == "__main__":
    main()
