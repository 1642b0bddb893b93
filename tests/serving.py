"""Starts the real server in a process of its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

SECONDS_TO_START = 30


@contextlib.contextmanager
def served(environment: Mapping[str, str], workers: int = 1, port: int = 0) -> Iterator[int]:
    """Yield the port it serves on; the server is stopped afterwards."""
    port = port or free_port()
    command = [sys.executable, "-c", "from directory.app import main; main()", "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--workers", str(workers)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(
    port: int, process: "subprocess.Popen[bytes]", seconds: float = SECONDS_TO_START
) -> None:
    deadline = time.monotonic() + seconds
    while not _answers(port):
        assert process.poll() is None, "the server stopped"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.1)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
