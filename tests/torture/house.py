"""A directory in a folder of its own, served by the real server, which can be killed whole."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.services.prepare_directory import prepare_directory
from directory.storage.database import Database
from tests import serving

COMMAND = (sys.executable, "-c", "from directory.called import called; called()")
PATIENCE = 60  # seconds
Process = subprocess.Popen[bytes]


class NotServingError(Exception):
    """The server ended by itself; the message is what it said."""


@dataclass
class House:
    instance: Path
    workers: int | None = None  # as many as are usual
    port: int = field(default_factory=serving.free_port)
    server: Process | None = None
    settings: Mapping[str, str] = field(default_factory=dict)  # beside those of every house
    _running: list[Process] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        own = {"DIRECTORY_INSTANCE": str(self.instance), "DIRECTORY_PUZZLE": "never"}
        return {**own, "DIRECTORY_API_LIMIT": "100000000", **self.settings}

    @property
    def told(self) -> Path:
        """What the server and commands wrote since it was started."""
        return self.instance.parent / "told"

    def start(self) -> float:
        """Serve, and say after how many seconds a search was answered."""
        began = time.monotonic()
        workers = ("--workers", str(self.workers)) if self.workers else ()
        self.server = self.begin("serve", "--port", str(self.port), *workers)
        while self.found() is None:
            if self.server.poll() is not None:
                raise NotServingError(self.told.read_text()[-2000:])
            assert time.monotonic() - began < PATIENCE, "the server did not start in time"
            time.sleep(0.02)
        return time.monotonic() - began

    def begin(self, *arguments: str) -> Process:
        """A command in a group of its own, which can be killed whole."""
        with self.told.open("wb" if arguments[0] == "serve" else "ab") as log:
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def do(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command to its end."""
        return subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def kill(self) -> None:
        """Everything at once, as when the memory is used up or the machine's plug is pulled."""
        for process in self._running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for process in self._running:
            process.wait(PATIENCE)
        self._running.clear()

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def found(self, query: str = "") -> int | None:
        """How many sites a search finds; None where it is not answered."""
        try:
            status, text = self.get(f"/api/search?older=1{query}")
        except (OSError, http.client.HTTPException):
            return None
        return cast(int, json.loads(text)["total"]) if status == 200 else None

    @contextlib.contextmanager
    def database(self) -> Iterator[Database]:
        here = f"sqlite:///{self.instance / 'directory.db'}"
        database = Database(self.settings.get("DIRECTORY_DATABASE_URL", here))
        try:
            yield database
        finally:
            database.close()

    def processor_time(self) -> float:
        """Seconds that the server and its workers took so far."""
        assert self.server is not None
        return sum(map(_worked, _family(self.server.pid)))

    def memory(self) -> float:
        """Megabytes that all processes of the server hold together, shared ones counted once."""
        return self._held("Pss")

    def resident(self) -> float:
        """The same, with what is shared counted for each: it stays when two stop sharing."""
        return self._held("Rss")

    def _held(self, kind: str) -> float:
        assert self.server is not None
        return sum(_held(pid, kind) for pid in _family(self.server.pid))


def prepare(instance: Path) -> None:
    """A database with terms and places."""
    database = Database(f"sqlite:///{instance / 'directory.db'}")
    prepare_directory(database, Vocabulary.load(DATA / "vocabulary"))
    database.close()


@contextlib.contextmanager
def opened(instance: Path, workers: int | None = None) -> Iterator[House]:
    """Nothing of it runs on afterwards."""
    house = House(instance, workers)
    try:
        yield house
    finally:
        house.kill()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _held(pid: int, kind: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1000


def _worked(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
