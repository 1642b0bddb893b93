"""People search, editors decide and send in, and a list is imported: all at once."""

import http.client
import subprocess
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import copyfile

from tests.mutated.row import Row
from tests.torture import checking, stock
from tests.torture import house as houses
from tests.torture.house import House

SEARCHERS, EDITORS = 200, 20
PAUSE = (1.0, 5.0)  # seconds between two searches of one person, who reads what was found
SHORT_PAUSE = (0.2, 0.8)
MOST_MILLISECONDS = 500  # for all but one search in a hundred
QUERIES = (
    "/search?near=Peoria,+IL&radius={}",
    "/search?q=evening+iop&near=6{:04}",
    "/search?near=IL&therapy=cbt&page={}",
    "/search?near=Chicago,+IL&insurance=medicaid&radius={}",
    "/?from={}",
    "/api/search?q=detox+{}",
)


@dataclass
class Searchers:
    port: int
    pause: tuple[float, float]
    seconds: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def search(self, number: int, stop: threading.Event) -> None:
        random = Random(number)
        while not stop.wait(random.uniform(*self.pause)):
            path = random.choice(QUERIES).format(random.randrange(10, 200))
            began = time.perf_counter()
            outcome = self._asked(path)
            self.seconds.append(time.perf_counter() - began)
            if outcome != 200:
                self.faults[f"{path.partition('?')[0]}: {outcome}"] += 1

    def _asked(self, path: str) -> object:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            return repr(error)
        finally:
            connection.close()
        return answer.status


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
    crowd = stock.crowd(house, 1, int(10 + seconds * editors / 8), pause=4.0)
    asking, stop = Searchers(house.port, pause), threading.Event()
    threads = [threading.Thread(target=asking.search, args=(n, stop)) for n in range(searchers)]
    for thread in threads:
        thread.start()
    with crowd.at_work(writers=editors // 2, editors=editors - editors // 2) as done:
        memory = _import_until(house, time.monotonic() + seconds)
    stop.set()
    for thread in threads:
        thread.join()
    faults = [f"{what} ({times} times)" for what, times in asking.faults.items()]
    faults += [*done.others, *checking.lost(house, done)]
    taken = sorted(asking.seconds)
    middle, high = (1000 * taken[int(len(taken) * part)] for part in (0.5, 0.99))
    return Row(
        what=f"{searchers} searchers for {seconds:.0f} s, {editors} editors and senders, imports",
        count=len(taken),
        faults=tuple(faults),
        seen=f"p50 {middle:.0f} ms, p99 {high:.0f} ms, {len(taken) / seconds:.0f} searches a "
        f"second; {done.count():,} writes, {len(memory) - 1} imports; memory {memory[0]:.0f} MB "
        f"after the first of them, {memory[-1]:.0f} MB at the end",
        bound=f"no error, p99 under {MOST_MILLISECONDS} ms, memory flat",
    )


def _import_until(house: House, deadline: float) -> list[float]:
    """One list after the other; return how much memory the server held after each, and now."""
    held: list[float] = []
    while (left := deadline - time.monotonic()) > 0:
        command = house.begin("import", str(stock.edition(house.instance.parent, len(held))))
        try:
            assert command.wait(left) == 0
        except subprocess.TimeoutExpired:
            command.terminate()
            command.wait()
            break
        held.append(house.memory())
    return [*held, house.memory()]
