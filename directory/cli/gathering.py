"""A worker whose threads take up only requests that have come whole.

Gunicorn's threads read a request from its first byte to its last, so that as many clients as there
are threads, sending a byte a second, would keep everybody else out. Here one loop gathers what
comes from all of them and costs a slow one no more than a little memory for a little while.
"""

import errno
import logging
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from threading import Event
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from directory.cli.desks import Desks
from directory.cli.incoming import Incoming, Refusal
from directory.cli.line import AT_ONCE, Line
from directory.context import incidents

log = logging.getLogger(__name__)

ROOM = 64 << 20  # bytes, for all that is gathered in one worker
SECONDS_TO_FINISH = 3  # for who is still sending when the worker is told to stop
SECONDS_TO_TAKE = 30  # an answer, or a part of a long one
# The usual answer goes to the kernel whole, so that no thread waits for who reads it slowly.
ANSWER_ROOM = 1 << 19  # bytes
LEAVE = b"HTTP/1.1 100 Continue\r\n\r\n"
NOT_NOW = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EMFILE, errno.ENFILE}
OURS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)
REFUSED = {
    errors.LimitRequestLine: "414 URI Too Long",
    errors.ExpectationFailed: "417 Expectation Failed",
    errors.LimitRequestHeaders: "431 Request Header Fields Too Large",
    errors.UnsupportedTransferCoding: "501 Not Implemented",
}


class GatheringWorker(ThreadWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.ending = Event()  # for whatever else this process does
        self._gathered: dict[Line, None] = {}  # in the order they came
        self._held = 0  # bytes
        self._stopped: float | None = None
        self._is_withdrawn = False
        self._busy = 0  # requests of those who only read

    def withdraw(self) -> None:
        """Leave new visitors to the other workers, from now on. Any thread may call it."""
        self._is_withdrawn = True
        self.method_queue.defer(self.set_accept_enabled, False)  # noqa: FBT003 - gunicorn's own

    def get_thread_pool(self) -> Desks:
        return Desks(self.cfg.threads)

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - gunicorn's own
        """While somebody is answered, whoever comes is left to a worker that is free.

        Gunicorn asks again after at most a second; by then who took long may be no hindrance.
        """
        waited_for = self._busy - self.tpool.readers_taking_long()
        is_free = waited_for < 1 and self._busy < self.cfg.threads
        super().set_accept_enabled(enabled and is_free and not self._is_withdrawn)

    def handle_exit(self, sig: int, frame: object) -> None:
        if self.alive:
            self.ending.set()
        super().handle_exit(sig, frame)

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in NOT_NOW:
                raise
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._drop_oldest()
            return
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER_ROOM)
        for side in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            sock.setsockopt(socket.SOL_SOCKET, side, struct.pack("ll", SECONDS_TO_TAKE, 0))
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self._drop_oldest()
        self.enqueue_req(Line(self.cfg, sock, client, listener.getsockname()))

    def enqueue_req(self, conn: Line) -> None:
        """Gather the next request of a connection, of which some may be here already."""
        conn.incoming = Incoming(time.monotonic(), self.wsgi.config["MAX_CONTENT_LENGTH"])
        conn.sock.settimeout(0)
        self._gathered[conn] = None
        begun = conn.parser.unreader.take_buffered() if conn.parser else b""
        if begun:
            self._take(conn, begun)
        else:
            self._gather(conn, conn.sock)
        if conn in self._gathered:
            conn.is_watched = True
            self.poller.register(conn.sock, EVENT_READ, partial(self._gather, conn))

    def _gather(self, conn: Line, sock: socket.socket) -> None:
        try:
            data = sock.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._refuse(conn, None)

    def _take(self, conn: Line, data: bytes) -> None:
        request = conn.incoming
        before = len(request.received)
        refusal = request.add(data)
        self._held += len(request.received) - before
        if refusal or self._held > ROOM:
            self._refuse(conn, refusal or Refusal.NO_ROOM)
        elif request.is_whole:
            self._hand_over(conn)
        elif request.asks_leave():
            conn.say(LEAVE)

    def _hand_over(self, conn: Line) -> None:
        request = self._let_go(conn)
        conn.init()
        conn.parser.unreader.unread(bytes(request.received))
        self._busy += not request.may_write
        self._look_whether_free()
        super().enqueue_req(conn)

    def finish_request(self, conn: Line, fs: Future[Any]) -> None:
        self._busy -= not conn.incoming.may_write
        super().finish_request(conn, fs)
        self._look_whether_free()

    def _look_whether_free(self) -> None:
        self.set_accept_enabled(self.alive and self.nr_conns < self.worker_connections)

    def _refuse(self, conn: Line, refusal: Refusal | None) -> None:
        """End a connection; who sent nothing is told nothing."""
        request = self._let_go(conn)
        if refusal and request.received:
            conn.say(refusal.answer)
        self.nr_conns -= 1
        conn.close(graceful=True)

    def _let_go(self, conn: Line) -> Incoming:
        del self._gathered[conn]
        if conn.is_watched:
            self.poller.unregister(conn.sock)
            conn.is_watched = False
        self._held -= len(conn.incoming.received)
        return conn.incoming

    def handle_error(self, *about: Any) -> None:  # noqa: ANN401
        """Answer what is no HTTP. Gunicorn would log who sent it and what it says."""
        _request, client, _peer, exc = about
        known = isinstance(exc, errors.ParseException) and type(exc) not in OURS
        if not known:
            log.error("A request broke the server: %s", incidents.told(exc))
        status = REFUSED.get(type(exc), "400 Bad Request" if known else "500 Internal Server Error")
        code, _, reason = status.partition(" ")
        with suppress(OSError):
            util.write_error(client, int(code), reason, "")

    def _drop_oldest(self) -> None:
        """Who has been sending for longest makes room for who comes."""
        if oldest := next(iter(self._gathered), None):
            self._refuse(oldest, Refusal.TOO_SLOW)

    def murder_pending(self) -> None:
        """Asked by gunicorn about once a second, also while it stops."""
        super().murder_pending()
        now = time.monotonic()
        if not self.alive:
            self._stopped = self._stopped or now
        last = self._stopped + SECONDS_TO_FINISH if self._stopped else now + 1
        for conn in list(self._gathered):
            if now > min(conn.incoming.until, last):
                self._refuse(conn, Refusal.TOO_SLOW)
