"""How far a server has come, as a place in PostgreSQL's log, and how far it has to have come.

A replica is read from only when it holds all that the reader may know of. What a node may know is
what its search index holds; what a person may know is what they wrote.
"""

import mmap
from contextvars import ContextVar
from typing import Any

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

# Bytes since the log began: what was written, or on a replica what was taken up.
NOW = (
    "SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
    " ELSE pg_current_wal_insert_lsn() END, '0/0')::bigint"
)
REACHED = "reached"  # how far the server of a connection was, at the last look
FLOOR = "floor"

_needed: ContextVar[int] = ContextVar("needed", default=0)
_written: ContextVar[int | None] = ContextVar("written", default=None)


class Floor:
    """What every reader of this node needs at least, in memory that its processes share.

    Made before they part. One of them raises it, and nobody sees half of a number.
    """

    def __init__(self) -> None:
        self._cell = memoryview(mmap.mmap(-1, mmap.PAGESIZE)).cast("q")

    @property
    def position(self) -> int:
        return int(self._cell[0])

    def raise_to(self, position: int) -> None:
        self._cell[0] = max(position, self._cell[0])

    def lower_to(self, position: int) -> None:
        self._cell[0] = min(position, self._cell[0])


def begin(needed: int = 0) -> None:
    """Forget what the request before had written; `needed` is what this one is to see."""
    _needed.set(needed)
    _written.set(None)


def needed() -> int:
    return _needed.get()


def written() -> int | None:
    """Where the last commit ended; 0 where nobody has to know; None where there was none."""
    return _written.get()


def wrote(position: int) -> None:
    """Let this thread, or this request, read no less from now on."""
    _written.set(position)
    _needed.set(max(position, _needed.get()))


def current(session: Session) -> int:
    """How far the server is that this session asks."""
    return session.scalar(text(NOW)) or 0


def hold(session: Session) -> None:
    """Let this node read nothing older than what the primary's session has read until now."""
    floor: Floor | None = session.info.get(FLOOR)
    if floor is not None:
        floor.raise_to(current(session))


def has_reached(replica: Connection, position: int) -> bool:
    """Asked once for each position, before the transaction begins."""
    if replica.info.get(REACHED, 0) >= position:
        return True
    opened: Any = replica.connection.driver_connection
    try:
        (reached,) = opened.execute(NOW).fetchone()
    except psycopg.Error:
        replica.invalidate()
        return False
    replica.info[REACHED] = reached or 0
    return bool(replica.info[REACHED] >= position)
