"""How long to wait for a PostgreSQL server from which nothing comes: no answer, and no refusal.

A server that works too long ends its statement by itself. One that hangs, or lies behind a network
that swallows packets, ends nothing; then whoever asks must stop waiting.
"""

import threading
from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

SECONDS_TO_CONNECT = 3
SECONDS_FOR_A_PING = 3
SECONDS_LONGER = 5  # than the server may work at a statement
# For a connection on which somebody works or listens without end: the kernel finds out.
NETWORK = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 9000,  # milliseconds until what was sent must be confirmed
}


class Connection(psycopg.Connection[Any]):
    """Gives up, and closes itself, when a statement is not answered in time."""

    patience: float | None = SECONDS_FOR_A_PING  # seconds; none: as long as the network stands

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ANN401
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()  # nobody knows what became of the statement
            raise

    def rollback(self) -> None:
        """Whoever ends a session by it may have done all that was to be done."""
        try:
            super().rollback()
        except psycopg.OperationalError:
            self.close()  # with the connection, the server lets the transaction go, too


class Door:
    """Opens connections. While a server is out of reach, one at a time tries and nobody waits."""

    def __init__(self) -> None:
        self._failed: psycopg.OperationalError | None = None
        self._shut_until = 0.0
        self._trying = threading.Lock()

    def open(
        self, _dialect: object, _record: object, places: list[Any], names: dict[str, Any]
    ) -> Connection:
        if self._failed is None:
            return self._open(places, names)
        if monotonic() < self._shut_until or not self._trying.acquire(blocking=False):
            raise psycopg.OperationalError("a moment ago no server was within reach")
        try:
            return self._open(places, names)
        finally:
            self._trying.release()

    def _open(self, places: list[Any], names: dict[str, Any]) -> Connection:
        began = monotonic()
        try:
            opened = Connection.connect(*places, **names)
        except psycopg.OperationalError as error:
            # A refusal comes at once and may be asked for again at once; silence may not.
            self._failed, self._shut_until = error, 2 * monotonic() - began
            raise
        self._failed = None
        return opened
