"""Hands mail to a mail server.

The standard library does it: its client knows TLS and sign-in, and a few letters an hour need no
more.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from directory.domain.mail import Fault, Mail
from directory.exchange import messages
from directory.exchange.messages import Sender

SECONDS = 20  # for every answer of the server
LONGEST_FAULT = 200  # characters
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    host: str
    port: int
    user: str = ""
    password: str = ""
    is_tls: bool = False  # from the first byte
    starts_tls: bool = True  # where it offers that
    needs_tls: bool = False

    @classmethod
    def of(cls, url: str) -> Self:
        """Read an address like smtp://user:password@host:port?tls=required."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "smtps"
        tls = parse_qs(parts.query).get("tls", [""])[0]
        host = parts.hostname or "localhost"
        # A password is told to nobody who listens on the way.
        is_private = bool(parts.password) and host not in LOOPBACK
        return cls(
            host=host,
            port=parts.port or (465 if is_tls else 587 if parts.username else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            is_tls=is_tls,
            starts_tls=not is_tls and tls != "never",
            needs_tls=not is_tls and (tls == "required" or is_private),
        )


class NoTlsError(smtplib.SMTPException):
    """The server offers no TLS, and without it nothing may be said."""


OTHERWISE = "The server said"
REFUSALS = (
    (smtplib.SMTPAuthenticationError, "The user or password was refused"),
    (smtplib.SMTPSenderRefused, "The sender's address was refused"),
    (smtplib.SMTPDataError, "The mail was refused"),
)
BREAKS = (
    (NoTlsError, "The server offers no TLS, and DIRECTORY_SMTP_URL needs it."),
    (TimeoutError, "The server did not answer in time."),
    (ConnectionRefusedError, "No mail server answers there."),
)


@dataclass(frozen=True)
class Line:
    """A connection that stands."""

    smtp: smtplib.SMTP
    sender: Sender

    def send(self, mail: Mail) -> Fault | None:
        try:
            self.smtp.send_message(messages.message(mail, self.sender))
        except ValueError as error:
            return Fault(f"It cannot be written as mail: {error}."[:LONGEST_FAULT], is_final=True)
        except (OSError, smtplib.SMTPException) as error:
            return _fault(error)
        return None


@dataclass(frozen=True)
class MailServer:
    server: Server
    sender: Sender
    trust: ssl.SSLContext | None = None  # else: whom the machine trusts
    seconds: float = SECONDS

    @contextmanager
    def opened(self) -> Iterator[Line | Fault]:
        try:
            smtp = self._connected()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            yield _fault(error, is_about_mail=False)
            return
        try:
            yield Line(smtp, self.sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _connected(self) -> smtplib.SMTP:
        smtp = self._reached()
        try:
            self._introduced(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _reached(self) -> smtplib.SMTP:
        """The name said in greeting is the sender's: to ask for our own can take half a minute."""
        server, name = self.server, self.sender.domain
        if server.is_tls:
            return smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=name,
                timeout=self.seconds,
                context=self._trust(),
            )
        return smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=self.seconds)

    def _introduced(self, smtp: smtplib.SMTP) -> None:
        server = self.server
        smtp.ehlo_or_helo_if_needed()
        if server.starts_tls and smtp.has_extn("starttls"):
            smtp.starttls(context=self._trust())
        elif server.needs_tls:
            raise NoTlsError
        if server.user:
            smtp.login(server.user, server.password)

    def _trust(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()


def _fault(error: Exception, *, is_about_mail: bool = True) -> Fault:
    """What an operator can act on. What is refused for good is refused at every other try too."""
    code, words = _answer(error)
    refuses_it = isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError))
    is_final = is_about_mail and refuses_it and 500 <= code < 600
    return Fault(" ".join(words.split())[:LONGEST_FAULT], is_final=is_final)


def _answer(error: Exception) -> tuple[int, str]:
    """The server's number, 0 where it gave none, and what happened in words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, told = next(iter(error.recipients.values()))
        return code, f"The mailbox was refused: {code} {_text(told)}"
    if isinstance(error, smtplib.SMTPResponseException):
        words = next((words for kind, words in REFUSALS if isinstance(error, kind)), OTHERWISE)
        return error.smtp_code, f"{words}: {error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return 0, f"The server's certificate: {error.verify_message}."
    broken = f"The connection broke ({type(error).__name__}: {error})."
    return 0, next((words for kind, words in BREAKS if isinstance(error, kind)), broken)


def _text(told: bytes | str) -> str:
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else told
