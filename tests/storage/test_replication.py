"""Litestream, as docs/operations.md sets it up: replicated, killed, read back, compared."""

import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from directory.storage import soundness
from directory.storage.database import Database

LITESTREAM = Path(sys.executable).with_name("litestream")
PATIENCE = 20  # seconds; a change takes about one


@contextmanager
def replicating(file: Path, replica: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [LITESTREAM, "replicate", file, replica],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def read_back(replica: str, file: Path) -> bool:
    """Whether there is anything to read back yet."""
    file.unlink(missing_ok=True)
    command = [str(LITESTREAM), "restore", "-o", str(file), replica]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def rows(file: Path) -> list[int]:
    database = Database(f"sqlite:///{file}")
    with database.reading() as session:
        assert soundness.faults(session) == []
        found = list(session.scalars(text("SELECT n FROM written ORDER BY n")))
    database.close()
    return found


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="the wheel of Litestream is for Linux on x86-64",
)
def test_what_was_written_until_the_kill_is_read_back(tmp_path: Path) -> None:
    file, replica = tmp_path / "directory.db", f"file://{tmp_path}/replica"
    database = Database(f"sqlite:///{file}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE written (n INTEGER PRIMARY KEY)"))
        session.commit()

    with replicating(file, replica) as process:
        for n in range(100):
            with database.writing() as session:
                session.execute(text("INSERT INTO written VALUES (:n)"), {"n": n})
                session.commit()
        wait_until_read_back(replica, tmp_path / "copy.db", 100)
        process.send_signal(signal.SIGKILL)

    database.close()
    file.unlink()
    assert read_back(replica, file)
    assert rows(file) == list(range(100))


def wait_until_read_back(replica: str, copy: Path, count: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not read_back(replica, copy) or len(rows(copy)) < count:
        assert time.monotonic() < deadline, "the replica did not follow in time"
        time.sleep(0.2)
