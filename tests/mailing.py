"""A mail server on this machine: it keeps what it is handed and answers as it is told."""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests import serving

PATIENCE = 20  # seconds
HOST = "127.0.0.1"


@dataclass
class Mailbox:
    """`answers` are given one after the other to mail, and then "250 OK" for ever."""

    port: int = field(default_factory=serving.free_port)
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)  # addresses that it refuses
    signed_in: list[str] = field(default_factory=list)
    handed: int = 0  # how many it was handed, kept or not
    let_go: threading.Event | None = None  # until this is set, it answers to none
    was_private: list[bool] = field(default_factory=list)  # of each mail: whether TLS carried it

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    def wait_for(self, count: int) -> None:
        """Until it took so many."""
        self.wait_until(lambda: len(self.received) >= count)

    def wait_until_handed(self, count: int) -> None:
        """So many, which it may not have answered yet."""
        self.wait_until(lambda: self.handed >= count)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, "it did not come in time"
            time.sleep(0.05)

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each in self.received if each["To"] == address]

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 Nobody here has this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.handed += 1
        if self.let_go:
            await asyncio.to_thread(self.let_go.wait, PATIENCE)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            content = cast(bytes, envelope.content)
            self.received.append(message_from_bytes(content, policy=policy.default))
            self.envelopes.append(envelope)
            self.was_private.append(session.ssl is not None)
        return answer


@contextlib.contextmanager
def running(
    mailbox: Mailbox | None = None,
    *,
    starts_tls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    password: str = "",
) -> Iterator[Mailbox]:
    """With a `password`, only "directory" with this password may hand in mail."""
    mailbox = mailbox or Mailbox()

    def is_right(*asked: object) -> AuthResult:
        given = cast(LoginPassword, asked[-1])
        mailbox.signed_in.append(given.login.decode())
        right = LoginPassword(b"directory", password.encode())
        return AuthResult(success=given == right, handled=False)

    controller = Controller(
        mailbox,
        hostname=HOST,
        port=mailbox.port,
        ssl_context=tls,
        tls_context=starts_tls,
        authenticator=is_right if password else None,
        auth_required=bool(password),
        auth_require_tls=starts_tls is not None,
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop(no_assert=True)


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link(message: EmailMessage) -> str:
    """The first address that the mail names on a line of its own."""
    lines = text(message).splitlines()
    return next(line for line in lines if line.startswith("http"))
