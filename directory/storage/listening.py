"""Hears at once that something was written, where PostgreSQL keeps it."""

import threading
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from directory.storage import postgresql
from directory.storage.outbox import CHANNEL

SECONDS_TOGETHER = 0.1  # what comes within them is taken up at once
SECONDS_UNHEARD = 0.5  # until one looks all the same: a pooler passes nothing on
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0  # seconds between two tries to connect


class Listener:
    """For one thread alone, on a connection of its own."""

    def __init__(self, primary: Engine) -> None:
        self._primary = primary
        self._connection: Any = None
        self._heard = 0
        self._pause, self._next_try = FIRST_PAUSE, 0.0

    def state(self) -> object:
        """Another value after something was heard, and after a while in any case."""
        return self._heard, int(monotonic() / SECONDS_UNHEARD)

    def wait(self, end: threading.Event, seconds: float) -> None:
        """Until something is written, or the seconds are over, or the end has come."""
        if end.wait(SECONDS_TOGETHER):
            return
        if not self._is_connected():
            end.wait(seconds)
            return
        try:
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                self._heard += 1
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _is_connected(self) -> bool:
        if self._connection is None and monotonic() >= self._next_try:
            self._connect()
        return self._connection is not None

    def _connect(self) -> None:
        try:
            self._connection = postgresql.alone(self._primary)
            self._connection.execute(f"LISTEN {CHANNEL}")
        except (SQLAlchemyError, psycopg.Error):
            self.close()
            self._next_try = monotonic() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        else:
            self._pause = FIRST_PAUSE
            self._heard += 1  # nobody knows what was said before
