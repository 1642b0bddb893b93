"""A line between two programs that can be cut, so that nothing comes through and nobody is told."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Self

from tests import serving

MOST = 1 << 16  # bytes that are taken at once


class Line:
    """Carries what comes to its port to another on this machine, as long as it is whole."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._whole = threading.Event()
        self._whole.set()
        self._ended = threading.Event()
        self._open: list[socket.socket] = []
        self._entrance = socket.create_server(("127.0.0.1", serving.free_port()))
        self.port = int(self._entrance.getsockname()[1])
        self._begin(self._take)

    def cut(self) -> None:
        """What is sent is swallowed up; connections stand, and new ones seem to come about."""
        self._whole.clear()

    def mend(self) -> None:
        self._whole.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._whole.set()
        for each in (self._entrance, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _begin(self, work: object, *arguments: object) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()  # type: ignore[arg-type]

    def _take(self) -> None:
        for near in self._coming():
            self._whole.wait()
            if self._ended.is_set():
                near.close()
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self._open += [near, far]
            self._begin(self._carry, near, far)
            self._begin(self._carry, far, near)

    def _coming(self) -> Iterator[socket.socket]:
        while not self._ended.is_set():
            try:
                near, _ = self._entrance.accept()
            except OSError:
                return
            yield near

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(MOST):
                self._whole.wait()
                target.sendall(data)
            self._whole.wait()
            target.shutdown(socket.SHUT_WR)
