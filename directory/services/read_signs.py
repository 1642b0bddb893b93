"""Keeps the providers' names at hand, so that sentences and keystrokes need not ask for them."""

import time
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from directory.storage import outbox, signs
from directory.storage.signs import Sign

SECONDS_KEPT = 60.0  # while listings change; else until one does


class SignReader:
    """`clock`: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._read: tuple[Sequence[Sign], int, float] | None = None

    def read(self, session: Session) -> Sequence[Sign]:
        """Return the published providers' signs; the same object while nothing changed."""
        now = self._clock()
        if self._read is not None and now < self._read[2]:
            return self._read[0]
        latest = outbox.latest(session)
        known = self._read[0] if self._read and self._read[1] == latest else None
        known = signs.all_signs(session) if known is None else known
        self._read = known, latest, now + SECONDS_KEPT
        return known
