"""Ends the servers below a folder when nobody holds this process's input any more.

Started beside the tests in a session of its own, so that it outlives them however they end.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

SECONDS_TO_END = 10


def running(folder: Path) -> list[int]:
    found = []
    for file in folder.glob("*/postmaster.pid"):
        with suppress(OSError, ValueError, IndexError):
            found.append(int(file.read_text().splitlines()[0]))
    return found


def send(pids: list[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def end(folder: Path) -> None:
    """At once and for good: a server removes its file when it ends."""
    until = time.monotonic() + SECONDS_TO_END
    while (pids := running(folder)) and time.monotonic() < until:
        send(pids, signal.SIGQUIT)
        time.sleep(0.05)
    send(running(folder), signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    sys.stdin.read()
    end(Path(sys.argv[1]))
