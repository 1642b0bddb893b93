"""Keeps the providers' names at hand, so that sentences and keystrokes need not ask for them."""

import time
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from directory.storage import outbox, signs
from directory.storage.signs import Sign

SECONDS_KEPT = 60.0  # while listings change; else until one does
Known = tuple[Sequence[Sign], int, float]  # the last change that they hold, and how long they keep


class SignReader:
    """`clock`: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._read: Known | None = None
        self._is_renewed = False

    def read(self, session: Session) -> Sequence[Sign]:
        """Return the published providers' signs; the same object while nothing changed."""
        known = self._read
        if known is None or (not self._is_renewed and self._clock() > known[2]):
            known = self._look(session)
        return known[0]

    def renew(self, session: Session) -> None:
        """Look again. Once somebody does this, whoever reads has what was known and never waits."""
        self._look(session)
        self._is_renewed = True

    def _look(self, session: Session) -> Known:
        before, latest = self._read, outbox.latest(session)
        same = before[0] if before and before[1] == latest else None
        known = signs.all_signs(session) if same is None else same
        self._read = (known, latest, self._clock() + SECONDS_KEPT)
        return self._read
