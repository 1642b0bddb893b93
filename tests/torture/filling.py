"""The disk is filled to its last byte before each act, and emptied again after it.

The instance lies in a small file system of its own, which goes with the process that mounted it.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shutil import copyfile

from directory.services import keep_reserve
from tests.mutated.row import Row
from tests.torture import checking, stock
from tests.torture import house as houses
from tests.torture.house import PATIENCE, House
from tests.torture.people import Browser, Crowd, opened_earlier

MOUNTING = 'mount -t tmpfs -o mode=700,size="$1" none "$2" && shift 2 && exec "$@"'
UNSHARED = ("unshare", "--mount", "--map-root-user", "sh", "-c", MOUNTING, "sh")
MEGABYTES = 800  # the doctor wants room for a second copy, too
FULL_PAGE = "There is no room to save this"
FULL_LINE = "disk is full"
TRIES = 200  # as long as there is room left inside of its files, SQLite still writes


@dataclass
class Trial:
    house: House
    crowd: Crowd
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    edition: int = 0

    @property
    def acts(self) -> dict[str, Callable[[], str]]:
        """Each returns what was said when it was refused; empty when it was done."""
        return {
            "submission": self._submit,
            "review": self._review,
            "import": lambda: self._command("import", str(self._edition())),
            "rebuild": lambda: self._command("reindex"),
            "backup": lambda: self._command("backup", str(self._backup())),
        }

    def fill(self) -> None:
        free = os.statvfs(self.house.instance)
        with (self.house.instance / "filler").open("ab", buffering=0) as filler:
            most = max(0, free.f_bavail * free.f_bsize - 1_000_000)
            os.posix_fallocate(filler.fileno(), 0, most + 1)
            with contextlib.suppress(OSError):
                while True:
                    filler.write(b"x" * 4096)

    def empty(self) -> None:
        (self.house.instance / "filler").unlink()

    def run(self, name: str) -> None:
        self.fill()
        said = next(filter(None, (self.acts[name]() for _ in range(TRIES))), "")
        self.faults += [f"{name}, full: {fault}" for fault in self._unread()]
        if FULL_PAGE in said or FULL_LINE in said:
            self.refused.append(name)
        else:
            self.faults.append(f"{name}, full: not told, but {said!r}")
        self.empty()
        if said := self.acts[name]():
            self.faults.append(f"{name}, with room again: {said!r}")
        self.faults += [f"{name}, with room again: {fault}" for fault in self._uncounted()]

    def start(self) -> None:
        """The site is begun while nothing at all can be written."""
        self.fill()
        self.house.start()
        self.faults += [f"start, full: {fault}" for fault in self._unread()]
        self.empty()
        self.faults += [f"start: {fault}" for fault in self._uncounted()]

    def update(self) -> None:
        """A decision that was kept, and no room to take it up into the index."""
        self._review()
        self.fill()
        time.sleep(2)
        self.faults += [f"index update, full: {fault}" for fault in self._unread()]
        self.empty()
        self.faults += [f"index update: {fault}" for fault in self._uncounted()]

    def _unread(self) -> Iterator[str]:
        for path in ("/search?near=IL", "/search?q=house", "/", "/api/search?q=copied", "/healthz"):
            status, _ = self.house.get(path)
            if status != 200:
                yield f"{path} is answered with {status}"

    def _uncounted(self) -> list[str]:
        """Whatever happened, every listing is found soon, by itself."""
        there = checking.one(self.house, checking.PUBLISHED)
        deadline = time.monotonic() + PATIENCE / 2
        while (found := self.house.found()) != there and time.monotonic() < deadline:
            time.sleep(0.1)
        return [] if found == there else [f"of {there} listings {found} are found"]

    def _submit(self) -> str:
        secret, number = self.crowd.drafts[-1], len(self.crowd.drafts)
        browser = Browser(self.house.port, f"10.1.{number >> 8}.{number & 255}")
        page, mail = f"/submit/{secret}/check", f"pat{number}@x.example"
        typed = {"email": mail, "started": opened_earlier(self.crowd.secret_key)}
        status, _ = browser.send(page, page, **typed)
        if status != 303:
            return f"{status} {browser.last}"
        self.crowd.done.sent[self.crowd.drafts.pop()] = mail
        return ""

    def _review(self) -> str:
        revision = self.crowd.pending[-1]
        browser = Browser(self.house.port, "127.0.0.1", self.crowd.editor)
        page = f"/review/submission/{revision}"
        status, _ = browser.send(page, f"{page}/accept", all="1")
        if status != 302:
            return f"{status} {browser.last}"
        self.crowd.done.accepted.append(self.crowd.pending.pop())
        return ""

    def _command(self, *arguments: str) -> str:
        done = self.house.do(*arguments)
        return f"{done.stderr}" if done.returncode else ""

    def _edition(self) -> Path:
        self.edition += 1
        return stock.edition(self.house.instance.parent, self.edition)

    def _backup(self) -> Path:
        path = self.house.instance / "backup.tar.gz"
        path.unlink(missing_ok=True)
        return path


def filling(count: int, minutes: float = 0) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        houses.prepare(Path(folder))
        return against(Path(folder), Path(folder) / "directory.db", count)


def against(folder: Path, prepared: Path, count: int, workers: int = 2) -> Row:
    """`count`: how often the disk is filled for each act; 0: the first two of them, once."""
    instance = folder / "instance"
    instance.mkdir(mode=0o700)
    command = [sys.executable, "-m", "tests.torture.filling", str(instance), str(prepared)]
    done = subprocess.run(
        [*UNSHARED, f"{MEGABYTES}m", str(instance), *command, str(count), str(workers)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Row(**told | {"faults": tuple(told["faults"])})


def mounted(instance: Path, prepared: Path, count: int, workers: int) -> Row:
    copyfile(prepared, instance / "directory.db")
    with houses.opened(instance, workers) as house:
        stock.furnish(house, 300)
        keep_reserve.hold(instance)
        trial = Trial(house, stock.crowd(house, 1, TRIES * max(1, count)))
        trial.start()
        for name in [*trial.acts] * count or ["submission", "review"]:
            trial.run(name)
        for _ in range(count):
            trial.update()
        faults = [*trial.faults, *checking.lost(house, trial.crowd.done), *checking.broken(house)]
    return Row(
        what="disk full",
        count=len(trial.refused) + count + 1,
        faults=tuple(faults),
        seen=f"refused in a sentence: {', '.join(dict.fromkeys(trial.refused))}; "
        "started, and searches answered",
        bound="reading goes on, the writer is told, goes on by itself when there is room",
    )


if __name__ == "__main__":
    folder, database, times, processes = sys.argv[1:]
    told = mounted(Path(folder), Path(database), int(times), int(processes))
    sys.stdout.write(json.dumps(asdict(told)))
