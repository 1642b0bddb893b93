"""Threads that answer: some for who only reads, others for who may have to wait to write.

While somebody writes for long, everybody else who writes waits with a thread in hand. Nobody who
searches shall stand in that line.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from directory.cli.line import Line


class Desks:
    def __init__(self, threads: int) -> None:
        """`threads`: of each kind."""
        self._reading = ThreadPoolExecutor(threads)
        self._writing = ThreadPoolExecutor(threads)

    def submit(self, handle: Callable[[Line], object], conn: Line) -> "Future[object]":
        pool = self._writing if conn.incoming.may_write else self._reading
        return pool.submit(handle, conn)

    def shutdown(self, *, wait: bool) -> None:
        for pool in (self._reading, self._writing):
            pool.shutdown(wait=wait)
