"""Threads that answer: some for who only reads, others for who may have to wait to write.

While somebody writes for long, everybody else who writes waits with a thread in hand. Nobody who
searches shall stand in that line.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from directory.cli.line import Line
from directory.cli.turns import Turns

LONG_READING = 1.0  # seconds; few pages take as long on the busiest machine
LONG_WRITING = 0.1  # who takes longer mostly waits for another who writes


class Desks:
    def __init__(self, threads: int) -> None:
        """`threads`: of each kind."""
        self._reading = Desk(threads, LONG_READING)
        self._writing = Desk(threads, LONG_WRITING)

    def submit(self, handle: Callable[[Line], object], conn: Line) -> "Future[object]":
        desk = self._writing if conn.incoming.may_write else self._reading
        return desk.submit(handle, conn)

    def readers_taking_long(self) -> int:
        return self._reading.turns.taking_long()

    def shutdown(self, *, wait: bool) -> None:
        for desk in (self._reading, self._writing):
            desk.threads.shutdown(wait=wait)


class Desk:
    def __init__(self, threads: int, long: float) -> None:
        self.threads = ThreadPoolExecutor(threads)
        self.turns = Turns(long)

    def submit(self, handle: Callable[[Line], object], conn: Line) -> "Future[object]":
        return self.threads.submit(self._answer, handle, conn)

    def _answer(self, handle: Callable[[Line], object], conn: Line) -> object:
        with self.turns.turn():
            return handle(conn)
