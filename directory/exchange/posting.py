"""Sends a message to a partner's server, within a bounded time and to a checked address.

The standard library does it: the usual libraries look names up themselves, behind a check, and
count their timeouts anew at every byte, so that a server could hold a connection for hours.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from functools import cached_property
from http import HTTPStatus

from directory.domain.webhooks import Answer
from directory.exchange.outward import Target, UnsuitableUrlError, target

DEADLINE_SECONDS = 10.0  # for all of it
LONGEST_ANSWER = 4096  # bytes; nothing of it is used
FIXED = {
    "Content-Type": "application/json",
    "User-Agent": "treatment-directory-webhooks/1",
    "Connection": "close",
}


class Poster:
    def __init__(
        self,
        *,
        to_loopback: bool = False,
        trust: ssl.SSLContext | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._to_loopback = to_loopback
        self._given_trust = trust
        self._deadline = deadline

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Read at the first message: all the system's certificates take a thirtieth of a second."""
        return self._given_trust or ssl.create_default_context()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send it once. Whatever goes wrong is an answer too. Redirects are not followed."""
        ends = time.monotonic() + self._deadline
        try:
            to = _in_time(ends, lambda: target(url, to_loopback=self._to_loopback))
            with self._connected(to, ends) as connection:
                named = {**FIXED, **headers, "Host": to.header}
                connection.request("POST", to.path, body=body, headers=named)
                response = connection.getresponse()
                response.read(LONGEST_ANSWER)
        except UnsuitableUrlError as error:
            return Answer(status=None, words=str(error))
        except ssl.SSLCertVerificationError as error:
            return Answer(status=None, words=f"Its certificate: {error.verify_message}.")
        except (OSError, http.client.HTTPException) as error:
            return Answer(status=None, words=self._in_words(error))
        return Answer(status=response.status, words=_status(response.status))

    @contextlib.contextmanager
    def _connected(self, to: Target, ends: float) -> Iterator[http.client.HTTPConnection]:
        sock = self._reach(to, ends)
        late = threading.Event()
        # Whatever waits for the other side, it ends when the deadline cuts the line.
        cut = threading.Timer(_left(ends), _cut, (sock, late))
        cut.start()
        try:
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection = http.client.HTTPConnection(to.host, to.port)
            connection.sock = sock
            yield connection
        finally:
            cut.cancel()
            sock.close()
            if late.is_set():  # what was read until then may look like an answer
                raise TimeoutError

    def _reach(self, to: Target, ends: float) -> socket.socket:
        plain = _open(to, ends)
        plain.settimeout(self._deadline)
        if not to.secure:
            return plain
        return self._trust.wrap_socket(
            plain, server_hostname=to.host, do_handshake_on_connect=False
        )

    def _in_words(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"No answer within {self._deadline:g} seconds."
        if isinstance(error, ConnectionRefusedError):
            return "Nobody answers there."
        return f"The connection broke ({type(error).__name__})."


def _in_time(ends: float, look: Callable[[], Target]) -> Target:
    """Nothing ends a look-up but the system that does it, so it is left to itself."""
    found: Future[Target] = Future()

    def answer() -> None:
        try:
            found.set_result(look())
        except Exception as error:
            found.set_exception(error)

    threading.Thread(target=answer, name="look-up", daemon=True).start()
    return found.result(_left(ends))


def _left(ends: float) -> float:
    """Seconds; never none, which would mean no bound to some and no waiting to others."""
    return max(ends - time.monotonic(), 0.001)


def _open(to: Target, ends: float) -> socket.socket:
    """Connect to the first of its addresses that answers."""
    failure: OSError = ConnectionRefusedError()
    each = _left(ends) / max(len(to.addresses), 1)
    for address in to.addresses:
        try:
            return socket.create_connection((address, to.port), each)
        except OSError as error:
            failure = error
    raise failure


def _cut(sock: socket.socket, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
