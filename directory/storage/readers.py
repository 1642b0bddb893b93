"""Whom to read from: replicas that are new enough in turn, else the primary."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.storage import positions

SECONDS_LEFT_OUT = 5  # of a server that did not answer
Server = Engine | Connection


class _Reading(Session):
    """Lets its server go with its transaction: it may be gone, or not new enough after a write."""

    def __init__(self, choose: Callable[[], Server]) -> None:
        super().__init__(expire_on_commit=False)
        self._choose = choose
        self._chosen: Server | None = None

    def get_bind(self, *_what: Any, **_for: Any) -> Server:  # noqa: ANN401
        if self._chosen is None:
            self._chosen = self._choose()
        return self._chosen

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._let_go()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._let_go()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        chosen, self._chosen = self._chosen, None
        if isinstance(chosen, Connection):
            chosen.close()


class Readers:
    def __init__(self, primary: Engine, replicas: Sequence[Engine] = ()) -> None:
        self.primary = primary
        self._replicas = replicas
        self._turn = count()
        self._left_out_until: dict[Engine, float] = {}

    @contextmanager
    def session(self, position: Callable[[], int] = lambda: 0) -> Iterator[Session]:
        """A session that asks for its server when it first reads, if it ever does.

        `position`: how far a replica has to have come by then.
        """
        with _Reading(lambda: self._chosen(position())) as session:
            yield session

    def close(self) -> None:
        for engine in (*self._replicas, self.primary):
            engine.dispose()

    def _chosen(self, position: int) -> Server:
        return (self._server(position) if self._replicas else None) or self.primary

    def _server(self, position: int) -> Connection | None:
        """While the primary is away nothing newer is to be had than what a replica has."""
        return self._replica(position) or self._connected(self.primary) or self._replica(0)

    def _replica(self, position: int) -> Connection | None:
        behind = next(self._turn) % len(self._replicas)
        for replica in (*self._replicas[behind:], *self._replicas[:behind]):
            connection = self._connected(replica)
            if connection is None:
                continue
            if positions.has_reached(connection, position):
                return connection
            connection.close()
        return None

    def _connected(self, server: Engine) -> Connection | None:
        """It was just asked whether it is up; who was not lately is left out."""
        if self._left_out_until.get(server, 0) > monotonic():
            return None
        try:
            return server.connect()
        except DBAPIError:
            self._left_out_until[server] = monotonic() + SECONDS_LEFT_OUT
            return None
