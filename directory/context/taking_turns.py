"""Lets one thread of one process at a time go on, of all processes that this one parts into."""

import fcntl
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Made before the processes part."""

    def __init__(self) -> None:
        # A lock on a file falls when its process dies. Nothing is written to it.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
