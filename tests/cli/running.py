"""The real server with what a test of it needs: its process, what it wrote, many clients."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests import serving

PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Running:
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()

    def says(self, data: bytes) -> bytes:
        """All that is answered to these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            line.sendall(data)
            return b"".join(iter(lambda: line.recv(65_536), b""))

    def measured(self, name: str) -> float:
        """One figure of /metrics."""
        _, _, text = self.get("/metrics")
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def workers(self) -> list[int]:
        """The numbers of its processes, without the one that watches over them."""
        tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.process.pid, number)


@dataclass
class Load:
    """Clients that ask for a page again and again, each on connections of its own."""

    port: int
    outcomes: Counter[str] = field(default_factory=Counter)
    _end: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def of(self, clients: int, path: str) -> Iterator[Counter[str]]:
        threads = [threading.Thread(target=self._ask, args=(path,)) for _ in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield self.outcomes
        finally:
            self._end.set()
            for thread in threads:
                thread.join()

    def _ask(self, path: str) -> None:
        while not self._end.wait(0.005):
            self.outcomes[self._outcome(path)] += 1

    def _outcome(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
            except OSError:  # before anything was answered
                return "refused"
            try:
                answer.read()
            except (OSError, http.client.HTTPException):
                return "half"
        return str(answer.status)


@contextlib.contextmanager
def running(environment: Mapping[str, str], workers: int = 1) -> Iterator[Running]:
    port = serving.free_port()
    log = Path(environment["DIRECTORY_INSTANCE"]) / "server.log"
    code = "from directory.app import main; main()"
    options = ["serve", "--port", str(port), "--workers", str(workers)]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *options], env=environment, stderr=file
        )
    try:
        serving.wait_for(port, process)
        yield Running(port, process, log)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
