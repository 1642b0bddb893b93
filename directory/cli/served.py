"""Whether the directory is served, and how it was last stopped: one file, with a lock on it.

What it says is empty after an orderly stop. The lock ends with the last process that serves.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from directory.cli import locking
from directory.context import Held
from directory.services.check_start import check_start

NAME = "served"
RUNNING, RESTORING = "running", "restoring"


def look(held: Held) -> None:
    """Refuse to go on where the last stop left something that must not be built upon."""
    with _opened(held.settings.instance) as file:
        if locking.has(file.fileno()):
            _check(held, file)


@contextmanager
def marked(held: Held) -> Iterator[None]:
    """While it is served. What was stopped in disorder is looked at before anybody reads it."""
    with _opened(held.settings.instance) as file:
        if locking.has(file.fileno()):
            _check(held, file)
            _write(file, RUNNING)
        _share(file)
        own = os.getpid()
        try:
            yield
        finally:
            # A worker that ends comes by here too; and another server may go on.
            if os.getpid() == own and locking.has(file.fileno()):
                _write(file, "")


@contextmanager
def stopped(instance: Path) -> Iterator[Callable[[], None]]:
    """While nobody serves it, nor may begin to. Call what is yielded before changing anything."""
    with _opened(instance) as file:
        if not locking.has(file.fileno()):
            raise click.ClickException(
                "The directory is being served. Stop it first (`systemctl stop directory`)."
            )
        yield lambda: _write(file, RESTORING)
        _write(file, "")


def _check(held: Held, file: IO[str]) -> None:
    said = file.read()
    if said == RESTORING:
        raise click.ClickException(
            "A restore did not come to its end. Run `directory restore FILE` again; what was there "
            f"before is in {held.settings.instance}/before-restore-…"
        )
    if said and (fault := check_start(held.database)):
        raise click.ClickException(fault)


def _opened(instance: Path) -> IO[str]:
    path = instance / NAME
    path.touch(mode=0o600)
    return path.open("r+", encoding="utf-8")


def _share(file: IO[str]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise click.ClickException("A backup is being restored. Wait until it is done.") from error


def _write(file: IO[str], said: str) -> None:
    """On the disk at once: the next to read it may do so after a power cut."""
    file.seek(0)
    file.truncate()
    file.write(said)
    file.flush()
    os.fsync(file.fileno())
