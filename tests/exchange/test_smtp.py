"""Mail is handed to a real server: in private where that can be, a password never in the open."""

import ssl
from dataclasses import replace
from datetime import datetime

import pytest
import trustme

from directory.domain.mail import Fault, Mail, Written
from directory.exchange.messages import Sender
from directory.exchange.smtp import MailServer, Server
from tests import mailing
from tests.mailing import Mailbox

SENDER = Sender("Some County: “treatment”", "directory@example.org", "listings@example.org")
MAIL = Mail(
    id=1,
    message="0123456789abcdef",
    to="intake@harbor.example.org",
    written=Written(subject="¿Sigue siendo correcto?", body="Hola:\n\n" + "línea " * 300 + "\n.\n"),
    made_at=datetime.fromisoformat("2026-04-01T09:30"),
    tries=0,
    next_at=None,
    sent_at=None,
    fault="",
)
AUTHORITY = trustme.CA()


@pytest.fixture(scope="module")
def identity() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(mailing.HOST).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def test_mail_says_from_whom_when_and_that_no_person_wrote_it() -> None:
    with mailing.running() as mailbox:
        fault = send(mailbox.url)

    (received,) = mailbox.received
    assert fault is None
    assert received["From"].addresses[0].display_name == SENDER.name
    assert {name: str(received[name]) for name in ("To", "Reply-To", "Subject", "Date")} == {
        "To": MAIL.to,
        "Reply-To": "listings@example.org",
        "Subject": "¿Sigue siendo correcto?",
        "Date": "Wed, 01 Apr 2026 09:30:00 +0000",
    }
    assert received["Message-ID"] == "<0123456789abcdef@example.org>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert mailing.text(received) == MAIL.written.body


def test_tls_is_used_where_it_is_offered(identity: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    with mailing.running(starts_tls=identity) as mailbox:
        fault = send(mailbox.url, trust)

    assert (fault, mailbox.was_private) == (None, [True])


def test_tls_from_the_first_byte(identity: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    with mailing.running(tls=identity) as mailbox:
        fault = send(mailbox.url.replace("smtp:", "smtps:"), trust)

    assert (fault, len(mailbox.received)) == (None, 1)


def test_a_password_is_told_and_refused_in_words(
    identity: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    with mailing.running(starts_tls=identity, password="p@ss/word") as mailbox:
        at = mailbox.url.removeprefix("smtp://")
        good = send(f"smtp://directory:p%40ss%2Fword@{at}", trust)
        bad = send(f"smtp://directory:guess@{at}", trust)

    assert good is None
    assert bad is not None
    assert bad.words.startswith("The user or password was refused: 535")
    assert not bad.is_final
    assert len(mailbox.received) == 1


def test_a_server_that_nobody_vouches_for_hears_nothing(identity: ssl.SSLContext) -> None:
    with mailing.running(starts_tls=identity) as mailbox:
        fault = send(mailbox.url, ssl.create_default_context())

    assert fault is not None
    assert fault.words.startswith("The server's certificate: ")
    assert mailbox.received == []


def test_what_needs_tls_is_not_said_without() -> None:
    with mailing.running() as mailbox:
        fault = send(f"{mailbox.url}?tls=required")

    assert fault == Fault("The server offers no TLS, and DIRECTORY_SMTP_URL needs it.")
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("url", "port", "needs_tls"),
    [
        ("smtp://mail.example.org", 25, False),
        ("smtp://directory:secret@mail.example.org", 587, True),
        ("smtp://directory:secret@mail.example.org?tls=never", 587, True),
        ("smtp://directory:secret@localhost", 587, False),
        ("smtps://directory:secret@mail.example.org", 465, False),
        ("smtp://[::1]:2525?tls=required", 2525, True),
    ],
)
def test_a_password_goes_nowhere_in_the_open(url: str, port: int, *, needs_tls: bool) -> None:
    server = Server.of(url)

    assert (server.port, server.needs_tls) == (port, needs_tls)


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [("451 4.3.0 Come again later", False), ("554 5.7.1 We do not take that", True)],
)
def test_only_a_refusal_for_good_is_final(answer: str, *, is_final: bool) -> None:
    with mailing.running() as mailbox:
        mailbox.answers = [answer]
        fault = send(mailbox.url)

    assert fault == Fault(f"The mail was refused: {answer}", is_final=is_final)


def test_a_mailbox_that_is_not_there_is_said() -> None:
    with mailing.running() as mailbox:
        mailbox.unknown = {MAIL.to}
        fault = send(mailbox.url)

    assert fault is not None
    assert (fault.is_final, "550 5.1.1" in fault.words) == (True, True)


def test_a_server_that_is_down_is_said() -> None:
    assert send(Mailbox().url) == Fault("No mail server answers there.")


@pytest.mark.parametrize(
    "mail",
    [
        replace(MAIL, to="a@example.org\nBcc: b@example.org"),
        replace(MAIL, written=Written(subject="Hello\r\nBcc: b@example.org", body="Text")),
    ],
)
def test_no_value_makes_a_header_of_its_own(mail: Mail) -> None:
    with mailing.running() as mailbox:
        fault = send(mailbox.url, mail=mail)

    assert fault is not None
    assert fault.is_final
    assert mailbox.received == []


def send(url: str, trust: ssl.SSLContext | None = None, mail: Mail = MAIL) -> Fault | None:
    server = MailServer(server=Server.of(url), sender=SENDER, trust=trust, seconds=5)
    with server.opened() as line:
        return line if isinstance(line, Fault) else line.send(mail)
