"""A node is cut off from the servers of the database, while another goes on with them.

The line swallows what is sent: no server refuses, none answers. First the primary is out of reach,
then the replica, too.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from directory.search.embedded import KEPT_UP
from tests.mutated.row import Row
from tests.torture import checking, cluster, failover, stock
from tests.torture import house as houses
from tests.torture.cluster import Cluster
from tests.torture.house import PATIENCE, House
from tests.torture.line import Line
from tests.torture.people import Browser, Crowd, Done

KEPT = "/search?near=IL"
LISTING = "/providers/any"  # which the database would have to look for
REFUSAL = "We will be back in a moment"
AT_ONCE = 1.0  # seconds; of what needs no database, which is every search
MOST_SECONDS = 12.0  # until anybody is answered: a ping, and a try to connect at each server
LOOKS = 4  # of each kind, at each stage


@dataclass
class Trial:
    cut_off: House
    other: House
    lines: tuple[Line, Line]  # to the primary, to the replica
    faults: list[str] = field(default_factory=list)
    longest: dict[str, float] = field(default_factory=dict)
    healed: float = 0.0
    looks: int = 0

    def run(self, others: Crowd) -> None:
        mark = self.cut_off.instance / "index" / KEPT_UP
        self._await(mark.exists, "the node knows that its index lacks nothing")
        self._look("kept", KEPT, 200, AT_ONCE * 3)
        self.lines[0].cut()
        for number in range(LOOKS):
            self._look("without the primary", f"/search?near=IL&radius={number + 20}", 200)
        self._refuse()
        self.lines[1].cut()
        self._look("alone, kept", KEPT, 200, AT_ONCE)
        for number in range(LOOKS):
            self._look("alone, new", f"/search?q=evening+{number + 30}&near=IL", 200, AT_ONCE)
            self._look("alone, kept", KEPT, 200, AT_ONCE)
        self._look("alone, a listing", LISTING, 503)
        self._refuse()
        with others.at_work(1, 1) as done:
            self._await(lambda: done.accepted and done.sent, "the other node goes on")
        self._mend(done)

    def _mend(self, done: Done) -> None:
        began = time.monotonic()
        for line in self.lines:
            line.mend()
        there = checking.one(self.other, checking.PUBLISHED)
        self._await(lambda: self.cut_off.found() == there, "the node finds what came meanwhile")
        self._await(lambda: self._write()[0] in (302, 303), "the node writes again")
        self.healed = time.monotonic() - began
        self.faults += checking.lost(self.other, done)

    def _look(self, kind: str, path: str, status: int, seconds: float = MOST_SECONDS) -> None:
        began = time.monotonic()
        answered, _ = self.cut_off.get(path)
        taken = time.monotonic() - began
        self.looks += 1
        self.longest[kind] = max(taken, self.longest.get(kind, 0.0))
        if answered != status or taken > seconds:
            self.faults.append(f"{kind}: {path} was answered with {answered} in {taken:.1f} s")

    def _refuse(self) -> None:
        began = time.monotonic()
        status, page = self._write()
        taken = time.monotonic() - began
        self.longest["a write"] = max(taken, self.longest.get("a write", 0.0))
        if status != 503 or REFUSAL not in page or taken > MOST_SECONDS:
            self.faults.append(f"a write was answered with {status} in {taken:.1f} s")

    def _write(self) -> tuple[int, str]:
        browser = Browser(self.cut_off.port, "10.9.8.7")
        status, _ = browser.send("/submit", "/submit")
        return status, browser.last

    def _await(self, holds: Callable[[], object], what: str) -> None:
        # A node that was cut off in the middle of a write holds all others' for a minute.
        deadline = time.monotonic() + 2 * PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                self.faults.append(f"not within {2 * PATIENCE} s: {what}")
                return
            time.sleep(0.05)


def partition(count: int, minutes: float = 0) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        houses.prepare(Path(folder))
        return against(Path(folder), Path(folder) / "directory.db", count)


def against(folder: Path, prepared: Path, count: int) -> Row:
    with (
        cluster.running(prepared) as servers,
        failover.node(folder / "other", servers.settings) as other,
    ):
        stock.furnish(other, 300)
        other.start()
        return tried(servers, other, folder, count)


def tried(servers: Cluster, other: House, folder: Path, count: int) -> Row:
    """So many times. The node that is cut off begins with an empty folder."""
    with (
        Line(servers.primary.port) as to_primary,
        Line(servers.replica.port) as to_replica,
        failover.node(folder / "cut-off", _through(servers, to_primary, to_replica)) as cut_off,
    ):
        cut_off.start()
        trial = Trial(cut_off, other, (to_primary, to_replica))
        for number in range(count):
            # Nobody else has these numbers.
            trial.run(stock.crowd(other, 1_000_000 + 4000 * number, 5))
        return _row(trial, count)


def _through(servers: Cluster, to_primary: Line, to_replica: Line) -> dict[str, str]:
    return {
        **servers.settings,
        "DIRECTORY_DATABASE_URL": cluster.address("read-write", to_primary.port),
        "DIRECTORY_READ_DATABASE_URLS": cluster.address("any", to_replica.port),
    }


def _row(trial: Trial, count: int) -> Row:
    longest = ", ".join(f"{kind} {seconds:.1f} s" for kind, seconds in trial.longest.items())
    return Row(
        what="a node cut off from its primary, then from every server, then healed",
        count=count,
        faults=tuple(trial.faults),
        seen=f"{trial.looks} pages; longest answers: {longest}; {trial.healed:.1f} s after the "
        "line was mended the node held what others had written, and could write",
        bound="what needs no database goes on, writes are refused on a page, goes on by itself",
    )
