"""A connection of somebody who asks."""

import socket
from contextlib import suppress

from gunicorn import util
from gunicorn.workers.gthread import TConn

from directory.cli.incoming import Incoming

AT_ONCE = 65_536  # bytes


class Line(TConn):
    """It never waits for the other side when it ends."""

    incoming: Incoming  # what of the next request has come
    is_watched = False  # for what comes next

    def say(self, short: bytes) -> None:
        """Whoever is gone need not hear it."""
        with suppress(OSError):
            self.sock.send(short)

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's own
        if graceful:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)
                # What was not read makes the kernel take the answer back.
                self.sock.settimeout(0)
                self.sock.recv(AT_ONCE)
        util.close(self.sock)
