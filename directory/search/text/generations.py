"""Whole indexes side by side in one folder, one of them current.

A new one is built beside the current one and becomes current by the replacement of one small file,
so that a reader sees the old or the new, never half. The one before stays for readers that are just
opening it.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util import filelock

from directory.search.text.errors import IndexBusyError

PATIENCE = 30.0  # seconds that a writer waits for another

_POINTER = "current"
_PREFIX = "generation-"


def current(root: Path) -> Path | None:
    """Return the folder of the current index, or None where there is none."""
    try:
        name = (root / _POINTER).read_text().strip()
    except OSError:
        return None
    folder = root / name
    return folder if name.startswith(_PREFIX) and folder.is_dir() else None


@contextmanager
def building(root: Path, patience: float = PATIENCE) -> Iterator[Path]:
    """Give a new, empty folder; make it current unless an error comes up while it is filled.

    Raises IndexBusyError when another build holds the folder for longer than `patience` seconds.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root, patience):
        before = current(root)
        _clear(root, {before})
        folder = root / f"{_PREFIX}{secrets.token_hex(6)}"
        folder.mkdir()
        try:
            yield folder
            _publish(root, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _clear(root, {before, folder})


@contextmanager
def _alone(root: Path, patience: float) -> Iterator[None]:
    lock = filelock.FileLock(str(root / "build.lock"))
    if not filelock.try_for(lock.acquire, timeout=patience, delay=0.05):
        raise IndexBusyError(f"Another process has been building {root} for too long.")
    try:
        yield
    finally:
        lock.release()


def _publish(root: Path, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _to_disk(path)
    pointer = root / f"{_POINTER}.new"
    pointer.write_text(folder.name)
    _to_disk(pointer)
    pointer.replace(root / _POINTER)


def _to_disk(path: Path) -> None:
    """Wait until the file is on the disk: a pointer must not outlive what it points to."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _clear(root: Path, kept: set[Path | None]) -> None:
    """Remove what earlier builds left, finished or not."""
    for folder in root.glob(f"{_PREFIX}*"):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)
