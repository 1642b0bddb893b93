"""One at a time, but nobody waits behind who takes long.

Threads that compute share one processor core. Two that answer at once both answer late, and one
after the other the first answers early; what waits for a disk, a lock or a slow reader must not
hold up the others, though.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Turns:
    def __init__(self, long: float) -> None:
        """`long`: after so many seconds the next one begins beside who still takes his time."""
        self._long = long
        self._changed = threading.Condition()
        self._has_it: object | None = None
        self._until = 0.0
        self._running = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until nobody has it, or whoever does has had it for long."""
        mine = object()
        with self._changed:
            while self._has_it and (left := self._until - monotonic()) > 0:
                self._changed.wait(left)
            self._has_it, self._until = mine, monotonic() + self._long
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                if self._has_it is mine:
                    self._has_it = None
                    self._changed.notify()

    def taking_long(self) -> int:
        """How many run that nobody waits for any more."""
        with self._changed:
            has_time = self._has_it is not None and monotonic() < self._until
            return self._running - has_time
