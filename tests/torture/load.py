"""People search, editors decide and send in, and a list is imported: all at once."""

import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Self

from directory.domain.review import Kind
from tests.mutated.row import Row
from tests.torture import checking, stock
from tests.torture import house as houses
from tests.torture.house import House
from tests.torture.searchers import searching

SEARCHERS, EDITORS = 200, 20
PAUSE = (1.0, 5.0)  # seconds between two searches of one person, who reads what was found
SHORT_PAUSE = (0.2, 0.8)
MOST_MILLISECONDS = 500  # for all but one search in a hundred
LONG, MOST_GROWTH = 240, 1.03  # seconds of a trial, and of memory in its second half


@dataclass(frozen=True)
class Held:
    """Megabytes. What processes share is counted once in `taken`, for each in `resident`.

    They share what was there when they parted, until one writes to it: `taken` grows without
    anything being added, `resident` does not.
    """

    taken: float
    resident: float

    @classmethod
    def of(cls, house: House) -> Self:
        return cls(house.memory(), house.resident())

    def __str__(self) -> str:
        return f"{self.taken:.0f} MB ({self.resident:.0f} with what they share)"


def load(count: int, minutes: float = 5) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        houses.prepare(Path(folder))
        prepared = Path(folder) / "directory.db"
        return against(Path(folder), prepared, count, (60 * minutes, EDITORS))


def against(
    folder: Path,
    prepared: Path,
    searchers: int,
    work: tuple[float, int],
    pause: tuple[float, float] = PAUSE,
    listings: int = 2000,
) -> Row:
    """`work`: for so many seconds, with so many editors."""
    instance = folder / "instance"
    instance.mkdir(mode=0o700)
    copyfile(prepared, instance / "directory.db")
    with houses.opened(instance) as house:
        stock.furnish(house, listings)
        house.start()
        return _loaded(house, searchers, work, pause)


def _loaded(
    house: House, searchers: int, work: tuple[float, int], pause: tuple[float, float]
) -> Row:
    seconds, editors = work
    # Changes, so that the directory stays as large: what grows then is no directory.
    much = int(10 + seconds * editors / 8)
    crowd = stock.crowd(house, 1, much, pause=4.0, kind=Kind.CHANGE)
    worked = house.processor_time()
    with (
        searching(house.port, searchers, pause) as met,
        crowd.at_work(writers=editors // 2, editors=editors - editors // 2) as done,
    ):
        memory = _import_until(house, time.monotonic() + seconds)
        worked = house.processor_time() - worked
    faults = [f"{what} ({times} times)" for what, times in met.faults.items()]
    faults += [*done.others, *checking.lost(house, done)]
    first, half, end = memory[0], memory[len(memory) // 2], memory[-1]
    if seconds >= LONG and end.resident > MOST_GROWTH * half.resident:
        faults.append(f"memory grew from {half.resident:.0f} MB half-way to {end.resident:.0f}")
    count = len(met.seconds)
    middle, high = (1000 * met.seconds[int(count * part)] for part in (0.5, 0.99))
    return Row(
        what=f"{searchers} searchers for {seconds:.0f} s, {editors} editors and senders, imports",
        count=count,
        faults=tuple(faults),
        seen=f"p50 {middle:.0f} ms, p99 {high:.0f} ms, {count / seconds:.0f} searches a second; "
        f"{done.count():,} writes, {len(memory) - 1} imports; the server took "
        f"{worked / seconds:.2f} cores, and its processes {first} after the first import, "
        f"{half} half-way, {end} at the end",
        bound=f"no error, p99 under {MOST_MILLISECONDS} ms, memory flat",
    )


def _import_until(house: House, deadline: float) -> list[Held]:
    """One list after the other; return how much memory the server held after each, and now."""
    held: list[Held] = []
    while (left := deadline - time.monotonic()) > 0:
        command = house.begin("import", str(stock.edition(house.instance.parent, len(held))))
        try:
            assert command.wait(left) == 0
        except subprocess.TimeoutExpired:
            command.terminate()
            command.wait()
            break
        held.append(Held.of(house))
    return [*held, Held.of(house)]
