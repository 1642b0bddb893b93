"""The primary is killed under load, and the replica that it waited for takes its place.

Two nodes serve; people search at both, send in and accept. Whoever promotes the replica does
nothing to a node.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Protocol

from tests import patroni
from tests.mutated.row import Row
from tests.torture import checking, cluster, stock
from tests.torture import house as houses
from tests.torture.house import PATIENCE, House
from tests.torture.people import Crowd, Done
from tests.torture.searchers import searching

SEARCHERS = 5  # at each node
PAUSE = (0.2, 0.8)  # seconds between two searches of one
LONGEST = 3.0  # seconds that people are at work before the kill, and a third of it afterwards
MUCH = 120  # drafts, and submissions that wait, for each node and round
REFUSED = " 503"  # on the page that asks to try again; nothing else may be said
HOURS = 600.0  # minutes; no end but that of the count


class Failing(Protocol):
    """A primary, a replica that it waits for, and somebody who promotes it."""

    @property
    def settings(self) -> Mapping[str, str]: ...
    def wait_for_replica(self) -> None: ...
    def kill_primary(self) -> None: ...
    def promote(self) -> None: ...
    def replace(self) -> None: ...


@dataclass
class Trial:
    cluster: Failing
    nodes: tuple[House, ...]
    much: int
    random: Random = field(default_factory=Random)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # without a write that was acknowledged
    written: int = 0
    refused: int = 0
    searches: int = 0
    first: int = 1

    def round(self) -> None:
        crowds = list(self._crowds())
        with self._searching(), ExitStack() as working:
            done = [working.enter_context(each.at_work(1, 1)) for each in crowds]
            time.sleep(self.random.uniform(0.3, LONGEST))
            killed = time.monotonic()
            self.cluster.kill_primary()
            self.cluster.promote()
            self._wait(lambda: all(_after(each, killed) for each in done), "writes went on")
            time.sleep(LONGEST / 3)
        self.seconds.append(max(_pause(each, killed) for each in done))
        self.faults += [f"failover {len(self.seconds)}: {one}" for one in self._lost(done)]
        self.written += sum(each.count() for each in done)
        self.cluster.replace()
        self.cluster.wait_for_replica()

    def _crowds(self) -> Iterator[Crowd]:
        """One at each node."""
        self.first += 4000
        whole = stock.crowd(self.nodes[0], self.first, len(self.nodes) * self.much, pause=0.1)
        for number, each in enumerate(self.nodes):
            part = slice(number, None, len(self.nodes))
            yield replace(
                whole,
                port=each.port,
                drafts=whole.drafts[part],
                pending=whole.pending[part],
                first=self.first + 2000 * number,
                done=Done(),
            )

    @contextmanager
    def _searching(self) -> Iterator[None]:
        with ExitStack() as stack:
            met = [
                stack.enter_context(searching(node.port, SEARCHERS, PAUSE)) for node in self.nodes
            ]
            yield
        for each in met:
            self.searches += len(each.seconds)
            self.faults += [f"{what} ({times} times)" for what, times in each.faults.items()]

    def _wait(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                self.faults.append(f"not within {PATIENCE} s: {what}")
                return
            time.sleep(0.02)

    def _lost(self, done: list[Done]) -> Iterator[str]:
        for each in done:
            self.refused += len(each.others)
            yield from (one for one in each.others if not one.endswith(REFUSED))
            yield from checking.lost(self.nodes[0], each)
        there = checking.one(self.nodes[0], checking.PUBLISHED)
        for house in self.nodes:
            self._wait(lambda node=house: node.found() == there, "a node finds all")  # type: ignore[misc]


def failover(count: int, minutes: float = HOURS) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        houses.prepare(Path(folder))
        return against(Path(folder), Path(folder) / "directory.db", count, minutes)


def by_patroni(count: int, minutes: float = HOURS) -> Row:
    """The same where Patroni finds out, promotes, and takes the former primary back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        houses.prepare(folder)
        prepared = folder / "directory.db"
        with patroni.running(prepared) as servers, serving(servers, folder, 300) as nodes:
            row = tried(servers, nodes, count, minutes)
            faults = (*row.faults, *checking.broken(nodes[0]))
            return replace(row, what=f"{row.what} by Patroni", faults=faults)


def against(folder: Path, prepared: Path, count: int, minutes: float = HOURS) -> Row:
    with cluster.running(prepared) as servers, serving(servers, folder, 300) as nodes:
        row = tried(servers, nodes, count, minutes)
        return replace(row, faults=(*row.faults, *checking.broken(nodes[0])))


def tried(
    servers: Failing, nodes: tuple[House, ...], count: int, minutes: float = HOURS, much: int = MUCH
) -> Row:
    """So many failovers, or as many as can be done in that time."""
    trial = Trial(servers, nodes, much)
    deadline = time.monotonic() + 60 * minutes
    while len(trial.seconds) < count and time.monotonic() < deadline:
        trial.round()
    return _row(trial)


@contextmanager
def serving(servers: Failing, folder: Path, listings: int) -> Iterator[tuple[House, ...]]:
    """Two nodes, started at once."""
    with ExitStack() as stack:
        nodes = tuple(stack.enter_context(node(folder / name, servers.settings)) for name in "ab")
        stock.furnish(nodes[0], listings)
        with ThreadPoolExecutor() as pool:
            list(pool.map(House.start, nodes))
        yield nodes


@contextmanager
def node(folder: Path, settings: Mapping[str, str]) -> Iterator[House]:
    """A web node with a folder of its own."""
    instance = folder / "instance"
    instance.mkdir(mode=0o700, parents=True)
    with houses.opened(instance, workers=1) as house:
        house.settings = settings
        yield house


def _after(done: Done, moment: float) -> bool:
    return any(each > moment for each in done.moments)


def _pause(done: Done, killed: float) -> float:
    """From the last write that was acknowledged before to the first that was after."""
    before = [each for each in done.moments if each <= killed]
    after = [each for each in done.moments if each > killed]
    return min(after, default=killed + PATIENCE) - max(before, default=killed)


def _row(trial: Trial) -> Row:
    middle, longest = statistics.median(trial.seconds), max(trial.seconds)
    return Row(
        what="kill -9 of the primary under load, its replica promoted",
        count=len(trial.seconds),
        faults=tuple(trial.faults),
        seen=f"{trial.written:,} acknowledged writes at two nodes, all there; {trial.refused} "
        f"refused with the page; {trial.searches:,} searches; no write was acknowledged for "
        f"{middle:.1f} s (median; {longest:.1f} s at most)",
        bound="no acknowledged write lost, reading never stops, writing comes back by itself",
    )
