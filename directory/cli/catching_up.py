"""Lets a command end when what it changed is found."""

import contextlib
import time
from datetime import UTC, datetime

from directory.cli.index_turn import IndexTurn
from directory.context import Held
from directory.domain.criteria import Criteria
from directory.services.follow_changes import follow_changes
from directory.storage import outbox

PATIENCE = 300  # seconds; the site that is served does it, and may have to begin anew
SECONDS_BETWEEN_LOOKS = 0.1


def catch_up(held: Held) -> int | None:
    """Return how many sites the index holds; None when it is still at it."""
    with held.database.newest() as session:
        latest = outbox.latest(session)
    deadline = time.monotonic() + PATIENCE
    with contextlib.closing(IndexTurn(held)) as turn:
        while not _has_read(held, latest, turn):
            if time.monotonic() > deadline:
                return None
            time.sleep(SECONDS_BETWEEN_LOOKS)
    held.engine.refresh()
    found = held.engine.search(Criteria(), today=datetime.now(UTC).date())
    return found.total + found.left_out


def _has_read(held: Held, latest: int, turn: IndexTurn) -> bool:
    """Read it here where nobody else does."""
    if turn.is_mine():
        follow_changes(held.database, held.engine)
    return held.engine.read_up_to >= latest and not held.engine.needs_rebuild
