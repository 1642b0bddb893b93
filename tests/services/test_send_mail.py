"""Mail arrives once the thing that needs it is true, however often it has to be tried."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config import DATA
from directory.domain.mail import WAITS, Letter, Mail, State
from directory.exchange import letters
from directory.exchange.mail_folder import MailFolder
from directory.exchange.messages import Sender as Who
from directory.exchange.smtp import MailServer, Server
from directory.services.send_mail import (
    CLAIMED_FOR,
    KEPT_FOR,
    Letterbox,
    Sender,
    forget_old_mail,
    try_again,
)
from directory.storage import mail
from directory.storage.database import Database
from tests import mailing
from tests.mailing import Mailbox

ANA, BEN = "ana@harbor.example.org", "ben@bayside.example.org"
LETTERBOX = Letterbox(letters.load(DATA / "letters", "Some County"))
WHO = Who("Some County", "directory@example.org")
FUTURE = datetime.fromisoformat("2100-01-01")  # whatever is queued in a test is due by then
LONG = timedelta(days=2)  # longer than any wait


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mailing.running() as mailbox:
        yield mailbox


def sender(database: Database, mailbox: Mailbox) -> Sender:
    server = Server.of(mailbox.url)
    return Sender(database, MailServer(server=server, sender=WHO, seconds=5))


def test_mail_arrives_in_the_language_of_who_reads_it(database: Database, mailbox: Mailbox) -> None:
    queue(database, ANA, language="es")

    sent = sender(database, mailbox).send_due(FUTURE)

    assert sent == 1
    (received,) = mailbox.to(ANA)
    assert received["Subject"] == "¿Esto sigue siendo correcto?"
    assert mailing.link(received) == "https://example.org/x"


def test_what_did_not_happen_is_not_mailed(database: Database, mailbox: Mailbox) -> None:
    with database.writing() as session:
        LETTERBOX.queue(session, ANA, "en", letter())
        session.rollback()

    assert sender(database, mailbox).send_due(FUTURE) == 0
    assert mailbox.received == []


def test_what_was_sent_keeps_no_text_and_is_not_sent_again(
    database: Database, mailbox: Mailbox
) -> None:
    queue(database, ANA)

    sender(database, mailbox).send_due(FUTURE)
    again = sender(database, mailbox).send_due(FUTURE + LONG)

    (sent,) = kept(database, State.SENT)
    assert (again, len(mailbox.received)) == (0, 1)
    assert (sent.written.body, sent.sent_at, sent.fault) == ("", FUTURE, "")


def test_a_server_that_is_down_loses_no_mail(database: Database) -> None:
    mailbox = Mailbox()
    down = sender(database, mailbox)
    for to in (ANA, BEN):
        queue(database, to)

    down.send_due(FUTURE)
    failing = kept(database, State.FAILING)
    with mailing.running(mailbox):
        at_once = down.send_due(FUTURE + timedelta(seconds=5))
        later = down.send_due(FUTURE + LONG)

    assert {each.fault for each in failing} == {"No mail server answers there."}
    assert (at_once, later) == (0, 2)
    assert sorted(str(each["To"]) for each in mailbox.received) == [ANA, BEN]


def test_every_try_carries_the_same_name(database: Database, mailbox: Mailbox) -> None:
    queue(database, ANA)
    (waiting,) = kept(database, State.WAITING)
    mailbox.answers = ["451 Come again later"]

    sender(database, mailbox).send_due(FUTURE)
    sender(database, mailbox).send_due(FUTURE + LONG)

    assert mailbox.received[0]["Message-ID"] == f"<{waiting.message}@example.org>"


def test_waits_grow_and_end_in_the_open_after_three_days(
    database: Database, mailbox: Mailbox
) -> None:
    queue(database, ANA)
    mailbox.answers = ["451 Come again later"] * 100
    tried, at = [], FUTURE

    sender(database, mailbox).send_due(at)
    while failing := kept(database, State.FAILING):
        at = failing[0].next_at or at
        tried.append(at - FUTURE)
        sender(database, mailbox).send_due(at)

    (given_up,) = kept(database, State.GIVEN_UP)
    waits = [late - early for early, late in zip([timedelta(0), *tried], tried, strict=False)]
    assert waits == sorted(waits)
    assert timedelta(days=2.8) < tried[-1] < timedelta(days=3.2)
    assert given_up.tries == len(WAITS) + 1
    assert given_up.written.body != ""


def test_a_mailbox_that_is_not_there_is_given_up_at_once_and_holds_up_nobody(
    database: Database, mailbox: Mailbox
) -> None:
    for to in (ANA, BEN):
        queue(database, to)
    mailbox.unknown = {ANA}

    sent = sender(database, mailbox).send_due(FUTURE)

    assert (sent, len(mailbox.to(BEN))) == (1, 1)
    assert [each.to for each in kept(database, State.GIVEN_UP)] == [ANA]


def test_what_was_given_up_can_be_tried_again(database: Database, mailbox: Mailbox) -> None:
    queue(database, ANA)
    mailbox.unknown = {ANA}
    sender(database, mailbox).send_due(FUTURE)

    mailbox.unknown = set()
    count = try_again(database, FUTURE)
    sender(database, mailbox).send_due(FUTURE)

    assert count == 1
    assert len(mailbox.to(ANA)) == 1


def test_mail_that_another_process_sends_is_left_to_it_until_that_one_is_surely_dead(
    database: Database, mailbox: Mailbox
) -> None:
    queue(database, ANA)
    (waiting,) = kept(database, State.WAITING)
    with database.writing() as session:
        first = mail.claim(session, waiting, FUTURE + CLAIMED_FOR)
        second = mail.claim(session, waiting, FUTURE + CLAIMED_FOR)
        session.commit()

    try_again(database, FUTURE)
    meanwhile = sender(database, mailbox).send_due(FUTURE)
    afterwards = sender(database, mailbox).send_due(FUTURE + CLAIMED_FOR)

    assert (first, second) == (True, False)
    assert (meanwhile, afterwards) == (0, 1)


def test_a_connection_that_breaks_in_the_middle_loses_nothing(
    database: Database, mailbox: Mailbox
) -> None:
    for to in (ANA, BEN):
        queue(database, to)
    mailbox.answers = ["421 Closing"]

    sender(database, mailbox).send_due(FUTURE)
    sender(database, mailbox).send_due(FUTURE + LONG)

    assert sorted(str(each["To"]) for each in mailbox.received) == [ANA, BEN]


def test_many_are_sent_in_one_go(database: Database, mailbox: Mailbox) -> None:
    for number in range(45):
        queue(database, f"intake{number}@example.org")

    assert sender(database, mailbox).send_all(FUTURE) == 45
    assert len(mailbox.received) == 45


def test_without_a_server_mail_becomes_files(database: Database, tmp_path: Path) -> None:
    queue(database, ANA)
    outbox = tmp_path / "outbox"

    sent = Sender(database, MailFolder(outbox, WHO)).send_due(FUTURE)

    (path,) = outbox.iterdir()
    assert sent == 1
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o077 == 0
    assert f"To: {ANA}" in path.read_text()


def test_a_folder_that_cannot_be_made_is_said(database: Database, tmp_path: Path) -> None:
    queue(database, ANA)
    (tmp_path / "outbox").write_text("in the way")

    Sender(database, MailFolder(tmp_path / "outbox", WHO)).send_due(FUTURE)

    (failing,) = kept(database, State.FAILING)
    assert failing.fault == "The folder outbox cannot be made: File exists."


def test_old_mail_is_forgotten_unless_it_waits(database: Database, mailbox: Mailbox) -> None:
    queue(database, ANA)
    sender(database, mailbox).send_due(FUTURE)
    queue(database, BEN)

    forget_old_mail(database, FUTURE + KEPT_FOR)

    assert [len(kept(database, state)) for state in (State.SENT, State.WAITING)] == [0, 1]


def letter() -> Letter:
    return Letter("still-right", {"link": "https://example.org/x", "listings": "- Harbor House"})


def queue(database: Database, to: str, language: str = "en") -> None:
    with database.writing() as session:
        LETTERBOX.queue(session, to, language, letter())
        session.commit()


def kept(database: Database, state: State) -> list[Mail]:
    with database.reading() as session:
        return list(mail.of_state(session, state, 100))
