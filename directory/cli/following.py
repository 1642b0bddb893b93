"""Keeps the index of every worker up with the database while the site is served."""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from directory.cli import locking
from directory.context import Held
from directory.domain.moments import now
from directory.services import keep_reserve
from directory.services.clear_away import clear_away
from directory.services.follow_changes import follow_changes, forget_old_changes
from directory.storage.watching import Watch

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.25
LOOKS_BETWEEN_READINGS = 4 * 5  # of the outbox, even where nothing seems to have been written
LOOKS_BETWEEN_CLEARINGS = 4 * 3600


def start(held: Held, end: threading.Event, keep: Callable[[], None]) -> threading.Thread:
    """Begin in a thread of its own, which ends between two looks once the event is set.

    `keep` is called once, when this worker has become the one that writes the index.
    """
    thread = threading.Thread(target=_follow, args=(held, end, keep), name="index", daemon=True)
    thread.start()
    return thread


def _follow(held: Held, end: threading.Event, keep: Callable[[], None]) -> None:
    """Take up changes. One worker writes the index; the lock passes on when it ends or dies."""
    with (
        (held.settings.index / "writer.lock").open("w") as lock,
        contextlib.closing(Watch(held.database)) as watch,
    ):
        follower = Follower(held, watch, lock.fileno(), keep)
        while not end.wait(SECONDS_BETWEEN_LOOKS):
            try:
                follower.look()
            except Exception:
                log.exception("The index could not take up a change; it will be tried again.")


@dataclass
class Follower:
    held: Held
    watch: Watch
    lock: int
    keep: Callable[[], None]
    looks: int = 0
    has_turn: bool = False
    read: object = None  # the state of the database up to which the index is known to be current

    def look(self) -> None:
        self.looks += 1
        if locking.has(self.lock):
            self._begin_keeping()
            self._take_up()
            if self.looks % LOOKS_BETWEEN_CLEARINGS == 0:
                forget_old_changes(self.held.database)
                clear_away(self.held.database, self.held.settings.documents, now())
                keep_reserve.hold(self.held.settings.instance)
        if self.held.engine.refresh():
            self.read = None  # another index may have read less

    def _begin_keeping(self) -> None:
        if not self.has_turn:
            self.has_turn = True
            self.keep()

    def _take_up(self) -> None:
        state = self.watch.state()
        if state == self.read and self.looks % LOOKS_BETWEEN_READINGS:
            return
        follow_changes(self.held.database, self.held.engine)
        self.read = state
