"""Keeps the index of every worker up with the database while the site is served."""

import logging
import threading

from directory.cli import locking
from directory.context import Held
from directory.domain.moments import now
from directory.services.clear_away import clear_away
from directory.services.follow_changes import follow_changes, forget_old_changes

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.25
LOOKS_BETWEEN_CLEARINGS = 4 * 3600


def start(held: Held, end: threading.Event) -> threading.Thread:
    """Begin in a thread of its own, which ends between two looks once the event is set."""
    thread = threading.Thread(target=_follow, args=(held, end), name="index", daemon=True)
    thread.start()
    return thread


def _follow(held: Held, end: threading.Event) -> None:
    """Take up changes. One worker writes the index; the lock passes on when it ends or dies."""
    looks = 0
    with (held.settings.index / "writer.lock").open("w") as lock:
        while not end.wait(SECONDS_BETWEEN_LOOKS):
            looks += 1
            try:
                _look(held, lock.fileno(), clear=looks % LOOKS_BETWEEN_CLEARINGS == 0)
            except Exception:
                log.exception("The index could not take up a change; it will be tried again.")


def _look(held: Held, lock: int, *, clear: bool) -> None:
    if locking.has(lock):
        follow_changes(held.database, held.engine, held.settings.index)
        if clear:
            forget_old_changes(held.database)
            clear_away(held.database, held.settings.documents, now())
    held.engine.refresh()
