"""Everything is killed at a random moment, again and again, and started again without a person.

While people send in listings and editors accept them, so that the index is written all the time,
a command runs beside them: an import, a rebuild of the index, a backup, or none.
"""

import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import copyfile
from tarfile import TarError

from directory.exchange import backups
from tests.mutated.row import Row
from tests.torture import checking, stock
from tests.torture import house as houses
from tests.torture.house import PATIENCE, House, NotServingError, Process
from tests.torture.people import Crowd

ACTS = ("import", "reindex", "backup", "people")
LONGEST = 3.0  # seconds that people are left at work before the kill
MUCH = 12  # drafts, and submissions that wait, at the start of each round
HOURS = 600.0  # minutes; no end but that of the count
LOOKS = 5  # rounds between two full examinations by the doctor


@dataclass
class Trial:
    house: House
    random: Random
    usual: dict[str, float]  # seconds that each command takes
    faults: list[str] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)
    written: int = 0  # acknowledged
    ended: int = 0  # commands that came to their end before the kill
    seconds: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    first: int = 1
    edition: int = 0
    is_ended: bool = False  # the last command came to its end before the kill

    def round(self, act: str) -> None:
        crowd = stock.crowd(self.house, self.first, MUCH)
        self.first += 2000
        known = checking.one(self.house, checking.EDITION)
        self._torture(act, crowd)
        faults = [*checking.lost(self.house, crowd.done), *crowd.done.others]
        faults += self._unfit(act, known)
        self.killed[act] += 1
        self.written += crowd.done.count()
        self.seconds.append(self.house.start())
        self.work.append(self.house.processor_time())
        faults += self._uncounted()
        if len(self.seconds) % LOOKS == 0:
            faults += checking.broken(self.house)
        self.faults += [f"{act}, kill {len(self.seconds)}: {fault}" for fault in faults]

    def _torture(self, act: str, crowd: Crowd) -> None:
        with crowd.at_work():
            command = self._begin(act)
            usual = self.usual.get(act, 0.0)
            # The first part of a command is the start of the interpreter.
            time.sleep(self.random.uniform(0.3 * usual, 1.1 * usual + 0.1) or LONGEST)
            if act == "people":
                time.sleep(self.random.uniform(0, LONGEST))
            self.is_ended = command is not None and command.poll() is not None
            self.house.kill()
        self.ended += self.is_ended

    def _begin(self, act: str) -> Process | None:
        if act == "people":
            return None
        return self.house.begin(act, *self._arguments(act))

    def _arguments(self, act: str) -> list[str]:
        folder = self.house.instance.parent
        if act == "import":
            self.edition += 1
            return [str(stock.edition(folder, self.edition))]
        return [str(folder / "backup.tar.gz")] if act == "backup" else []

    def _unfit(self, act: str, known: int) -> list[str]:
        """What the command left behind, whether it came to its end or not."""
        if act == "import":
            now = checking.one(self.house, checking.EDITION)
            may = (self.edition,) if self.is_ended else (known, self.edition)
            return [] if now in may else [f"edition {now} where one of {may} must be"]
        return self._torn_backup() if act == "backup" else []

    def _torn_backup(self) -> list[str]:
        path = self.house.instance.parent / "backup.tar.gz"
        if not path.exists():
            return ["a backup ended without a file"] if self.is_ended else []
        try:
            backups.unpack(path)
        except (TarError, OSError, ValueError) as error:
            return [f"the backup is not whole: {error!r}"]
        finally:
            path.unlink()
        return []

    def _uncounted(self) -> list[str]:
        """Every listing is found by itself soon after the start."""
        there = checking.one(self.house, checking.PUBLISHED)
        deadline = time.monotonic() + PATIENCE
        while (found := self.house.found()) != there and time.monotonic() < deadline:
            time.sleep(0.05)
        return [] if found == there else [f"of {there} listings {found} are found"]


def killing(count: int, minutes: float = HOURS) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared"
        prepared.mkdir()
        houses.prepare(prepared)
        return against(Path(folder), prepared / "directory.db", count, minutes)


def against(
    folder: Path, prepared: Path, count: int, minutes: float = HOURS, workers: int = 2
) -> Row:
    """So many kills, or as many as can be done in that time."""
    instance = folder / "instance"
    instance.mkdir(mode=0o700)
    copyfile(prepared, instance / "directory.db")
    with houses.opened(instance, workers) as house:
        stock.furnish(house, 300)
        trial = Trial(house, Random(), _timed(house, folder))
        house.start()
        deadline = time.monotonic() + 60 * minutes
        while len(trial.seconds) < count and time.monotonic() < deadline:
            try:
                trial.round(ACTS[len(trial.seconds) % len(ACTS)])
            except NotServingError as error:
                trial.faults.append(f"the server does not start: {error}")
                break
        trial.faults += checking.broken(house)
        return _row(trial)


def _timed(house: House, folder: Path) -> dict[str, float]:
    taken = {}
    for act, argument in (("import", stock.edition(folder, 0)), ("backup", folder / "first.gz")):
        began = time.monotonic()
        done = house.do(act, str(argument))
        assert done.returncode == 0, done.stderr
        taken[act] = time.monotonic() - began
    return taken | {"reindex": taken["backup"]}


def _row(trial: Trial) -> Row:
    acts = ", ".join(f"{act} {times}" for act, times in trial.killed.items())
    middle, longest = statistics.median(trial.seconds), max(trial.seconds)
    return Row(
        what="kill -9 of everything at a random moment",
        count=len(trial.seconds),
        faults=tuple(trial.faults),
        seen=f"killed during {acts}; {trial.written:,} acknowledged writes, all there; a search "
        f"answered again {middle:.1f} s after the start (median; {longest:.1f} s at most), of "
        f"processor time {statistics.median(trial.work):.1f} s",
        bound="no acknowledged write lost, nothing torn, serving again within 5 s",
    )
