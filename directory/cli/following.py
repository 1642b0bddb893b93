"""Keeps the index of every worker up with the database while the site is served."""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from directory.cli.index_turn import IndexTurn
from directory.context import Held
from directory.domain.moments import now
from directory.services import keep_reserve
from directory.services.clear_away import clear_away
from directory.services.follow_changes import follow_changes, forget_old_changes, keep_up
from directory.storage import soundness
from directory.storage.request_counts import RequestCounts, UncountedError
from directory.storage.watching import Watch

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.25
LOOKS_BETWEEN_READINGS = 4 * 5  # of the outbox, even where nothing seems to have been written
LOOKS_BETWEEN_BEATS = 4 * 10  # after each of them, replicas older than the one before are left out
LOOKS_BETWEEN_NAMES = 4 * 30  # of providers, which sentences and boxes know
LOOKS_BETWEEN_CLEARINGS = 4 * 3600
LOOKS_BETWEEN_FORGETTINGS = 4 * 60  # who asked the API


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
        contextlib.closing(IndexTurn(held)) as turn,
        contextlib.closing(Watch(held.database, listens=True)) as watch,
    ):
        follower = Follower(held, watch, turn, keep)
        while not end.is_set():
            follower.try_to_look(end)


@dataclass
class Follower:
    held: Held
    watch: Watch
    turn: IndexTurn
    keep: Callable[[], None]
    looks: int = 0
    has_turn: bool = False
    read: object = None  # the state of the database up to which the index is known to be current
    beat: int = 0  # how far the primary was at the last one

    def wait(self, end: threading.Event) -> None:
        if self.has_turn:
            self.watch.wait(end, SECONDS_BETWEEN_LOOKS)
        else:
            end.wait(SECONDS_BETWEEN_LOOKS)

    def try_to_look(self, end: threading.Event) -> None:
        """What cannot be taken up is tried again; meanwhile the database says what is shown."""
        try:
            self.wait(end)
            self.look()
            if self.has_turn:
                self.held.engine.trust(kept_up=True)
        except soundness.FAULTS:  # of the database: whether the index lacks anything, nobody knows
            log.exception("The database could not be looked at; it will be tried again.")
        except Exception:
            log.exception("The index could not take up a change; it will be tried again.")
            if self.has_turn:
                self.held.engine.trust(kept_up=False)

    def look(self) -> None:
        self.looks += 1
        if self.turn.is_of_this_process():
            self._begin_keeping()
            self._take_up()
            self._keep_up()
            self._forget_who_asked()
            self._clear()
        if self.held.engine.refresh():
            self.read = None  # another index may have read less
        self._renew_names()

    def _begin_keeping(self) -> None:
        if not self.has_turn:
            self.keep()
            self.has_turn = True
            # Until it has looked, nobody knows what the index lacks.
            self.held.engine.trust(kept_up=False)

    def _take_up(self) -> None:
        state = self.watch.state()
        if state == self.read and self.looks % LOOKS_BETWEEN_READINGS:
            return
        if self.turn.is_mine():
            follow_changes(self.held.database, self.held.engine)
        self.read = state

    def _renew_names(self) -> None:
        """Whoever keeps the index answers nobody, and owes all others every change at once."""
        if not self.has_turn and self.looks % LOOKS_BETWEEN_NAMES == 1:
            with contextlib.suppress(*soundness.FAULTS), self.held.database.reading() as session:
                self.held.signs.renew(session)

    def _keep_up(self) -> None:
        if self.held.database.read_urls and self.looks % LOOKS_BETWEEN_BEATS == 1:
            self.beat = keep_up(self.held.database, self.beat)

    def _forget_who_asked(self) -> None:
        if self.looks % LOOKS_BETWEEN_FORGETTINGS or self.held.database.file is not None:
            return
        with contextlib.suppress(UncountedError):  # there is a next time
            RequestCounts(self.held.database).forget_idle()

    def _clear(self) -> None:
        """Each node does, since it has files of its own; the database is found cleared."""
        if self.looks % LOOKS_BETWEEN_CLEARINGS:
            return
        forget_old_changes(self.held.database)
        clear_away(self.held.database, self.held.settings.documents, now())
        keep_reserve.hold(self.held.settings.instance)
