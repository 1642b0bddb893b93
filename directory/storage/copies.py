"""The database's file as a whole: copied while others write, and freed of all who use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from directory.storage.database import sqlite

SECONDS_TO_WAIT = 2
COMPANIONS = ("-wal", "-shm", "-journal")


class CopyError(Exception):
    """The copy could not be written or the original not be read; the message says why."""


class InUseError(Exception):
    """Another process has the database open."""


def copy(source: Path, target: Path) -> None:
    """Write one moment of the database to a new file, which needs no companions.

    Nobody who reads or writes meanwhile has to wait. Raises CopyError.
    """
    try:
        with _opened(source) as original, _opened(target) as duplicate:
            original.backup(duplicate)
            duplicate.execute("PRAGMA journal_mode=DELETE")
    except sqlite.DatabaseError as error:
        raise CopyError(str(error)) from error


def fold(path: Path) -> None:
    """Bring what its log holds into the file, as only the last to use it can.

    Raises InUseError where it is not the last. A damaged file is left as it is.
    """
    try:
        with _opened(path) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite.OperationalError as error:
        if "locked" in str(error):
            raise InUseError from error
    except sqlite.DatabaseError:
        pass


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    connection = sqlite.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
