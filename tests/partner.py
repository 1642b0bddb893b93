"""A partner's server on this machine: it keeps what it is sent and answers as it is told."""

import contextlib
import http.server
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

Handler = http.server.BaseHTTPRequestHandler
PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Received:
    path: str
    headers: Message
    body: bytes

    @property
    def told(self) -> Any:  # noqa: ANN401
        return json.loads(self.body)

    @property
    def events(self) -> list[dict[str, Any]]:
        return list(self.told["data"]["events"])


@dataclass
class Partner:
    """`statuses` are answered one after the other, and then 204 for ever."""

    scheme: str
    port: int = 0
    received: list[Received] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    answer: Callable[[Handler], None] | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/changes"

    def wait_for(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while len(self.received) < count:
            assert time.monotonic() < deadline, "the partner was not told in time"
            time.sleep(0.05)


@contextlib.contextmanager
def listening(identity: ssl.SSLContext | None = None) -> Iterator[Partner]:
    """With an `identity` it speaks TLS."""
    partner = Partner(scheme="https" if identity else "http")

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _receiving(partner))
    if identity:
        server.socket = identity.wrap_socket(server.socket, server_side=True)
    partner.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield partner
    server.shutdown()
    thread.join()
    server.server_close()


def _receiving(partner: Partner) -> type[Handler]:
    def receive(handler: Handler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        partner.received.append(Received(handler.path, handler.headers, body))
        if partner.answer:
            partner.answer(handler)
            return
        handler.send_response(partner.statuses.pop(0) if partner.statuses else 204)
        handler.send_header("Location", "/elsewhere")
        handler.end_headers()

    return type("Receiving", (Handler,), {"do_POST": receive, "log_message": lambda *_: None})
