"""Whom to read from: replicas in turn, and the primary where none of them answers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from time import monotonic

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

SECONDS_LEFT_OUT = 5  # of a replica that did not answer


class Readers:
    def __init__(self, primary: Engine, replicas: Sequence[Engine] = ()) -> None:
        self.primary = primary
        self._replicas = replicas
        self._turn = count()
        self._left_out_until: dict[Engine, float] = {}

    @contextmanager
    def session(self) -> Iterator[Session]:
        replica = self._answering()
        if replica is None:
            with Session(self.primary, expire_on_commit=False) as session:
                yield session
            return
        with replica, Session(replica, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        for engine in (*self._replicas, self.primary):
            engine.dispose()

    def _answering(self) -> Connection | None:
        """A connection to the next replica that is up; it was just asked whether it is."""
        behind = next(self._turn) % max(len(self._replicas), 1)
        for replica in (*self._replicas[behind:], *self._replicas[:behind]):
            if self._left_out_until.get(replica, 0) > monotonic():
                continue
            try:
                return replica.connect()
            except DBAPIError:
                self._left_out_until[replica] = monotonic() + SECONDS_LEFT_OUT
        return None
