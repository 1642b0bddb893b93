"""A file of nothing, given up when the disk is full, so that the site can be started and read.

SQLite makes a small file beside its database before it reads a word, and so cannot read on a disk
without any room.
"""

import os
from contextlib import suppress
from pathlib import Path

NAME = "reserve"
BYTES = 4 << 20  # a start takes less than one of them


def use(instance: Path) -> bool:
    """Where there is hardly any room, make some. Returns whether that was needed."""
    if _free(instance) >= 2 * BYTES:
        return False
    (instance / NAME).unlink(missing_ok=True)
    return True


def hold(instance: Path) -> None:
    """Put it there for the next time, unless others need the room more."""
    if (instance / NAME).exists() or _free(instance) < 10 * BYTES:
        return
    with suppress(OSError), (instance / NAME).open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, BYTES)


def _free(instance: Path) -> int:
    disk = os.statvfs(instance)
    return disk.f_bavail * disk.f_frsize
