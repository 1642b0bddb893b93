"""Mail as an operator sees it, and as a served site sends it."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import Result
from flask import Flask

from config import Settings
from directory import context
from directory.cli import announcing
from directory.context import Held
from directory.domain import moments
from directory.domain.mail import Letter, State
from directory.services.send_mail import CLAIMED_FOR, Letterbox
from directory.storage import mail
from directory.storage.database import Database
from tests import mailing, serving
from tests.mailing import Mailbox

ANA, BEN = "ana@harbor.example.org", "ben@bayside.example.org"
BASE_URL = "https://treatment.example.org"


@pytest.fixture
def letterbox(app: Flask) -> Letterbox:
    return context.held(app).letterbox


def test_nothing_waits(app: Flask) -> None:
    assert run(app).output.endswith("\nNo mail waits.\n")


def test_without_a_server_the_operator_is_told_where_mail_is(app: Flask) -> None:
    held = context.held(app)
    queue(held.database, held.letterbox, ANA)

    waiting, sent = run(app).output, run(app, "--send").output

    (path,) = held.settings.outbox.iterdir()
    assert f"mail is in {held.settings.outbox}" in waiting
    assert f"waiting   {ANA}  Is this still right?" in waiting
    assert "Sent 1 mail.\nNo mail waits." in sent
    assert BASE_URL in path.read_text()


def test_what_fails_and_what_was_given_up_is_said_and_tried_again(app: Flask) -> None:
    held = context.held(app)
    with mailing.running() as mailbox:
        held.settings = replace(held.settings, smtp_url=mailbox.url, base_url=BASE_URL)
        mailbox.unknown, mailbox.answers = {ANA}, ["451 Come again later"]
        for to in (ANA, BEN):
            queue(held.database, held.letterbox, to)

        refused = run(app, "--send").output
        mailbox.unknown = set()
        again = run(app, "--send", "--sent").output

    assert "Sent 0 mails." in refused
    assert f"failing   {BEN}" in refused
    assert "451 Come again later  next try 20" in refused
    assert f"given up  {ANA}  Is this still right?  The mailbox was refused: 550" in refused
    assert "Sent 2 mails." in again
    assert f"sent      {ANA}  Is this still right?\n" in again


def test_a_served_site_sends_its_mail_once_its_server_is_up(
    tmp_path: Path, prepared: Path, letterbox: Letterbox
) -> None:
    mailbox = Mailbox()
    with serving.served(environment(tmp_path, prepared, mailbox), workers=2):
        database = Database(f"sqlite:///{tmp_path / 'served' / 'directory.db'}")
        queue(database, letterbox, ANA)
        wait_for(database, State.FAILING)
        with mailing.running(mailbox):
            with database.writing() as session:
                mail.try_again(session, moments.now())
                session.commit()
            wait_for(database, State.SENT)
        database.close()

    assert [str(each["To"]) for each in mailbox.received] == [ANA]
    assert mailbox.received[0]["From"] == "Treatment directory <directory@treatment.example.org>"


def test_mail_that_was_on_its_way_when_the_site_stopped_is_sent_again_under_its_name(
    tmp_path: Path, prepared: Path, letterbox: Letterbox
) -> None:
    let_go = threading.Event()
    mailbox = Mailbox(let_go=let_go)
    settings = environment(tmp_path, prepared, mailbox)
    database = Database(f"sqlite:///{tmp_path / 'served' / 'directory.db'}")
    with mailing.running(mailbox):
        with serving.served(settings):
            queue(database, letterbox, ANA)
            mailbox.wait_until_handed(1)
        let_go.set()

        again = announcing.mail_sender(Held(Settings.from_env(settings)))
        at_once = again.send_due(moments.now())
        later = again.send_due(moments.now() + CLAIMED_FOR)
    database.close()

    assert (at_once, later) == (0, 1)
    assert len({each["Message-ID"] for each in mailbox.received}) == 1


def environment(tmp_path: Path, prepared: Path, mailbox: Mailbox) -> Mapping[str, str]:
    instance = tmp_path / "served"
    instance.mkdir()
    copyfile(prepared, instance / "directory.db")
    return {
        "DIRECTORY_INSTANCE": str(instance),
        "DIRECTORY_BASE_URL": BASE_URL,
        "DIRECTORY_SMTP_URL": mailbox.url,
    }


def wait_for(database: Database, state: State) -> None:
    deadline = time.monotonic() + mailing.PATIENCE
    while True:
        with database.reading() as session:
            if mail.of_state(session, state, 1):
                return
        assert time.monotonic() < deadline, f"no mail was {state.value}"
        time.sleep(0.1)


def queue(database: Database, letterbox: Letterbox, to: str) -> None:
    letter = Letter("still-right", {"link": f"{BASE_URL}/confirm/x", "listings": "- Harbor House"})
    with database.writing() as session:
        letterbox.queue(session, to, "en", letter)
        session.commit()


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["mail", *arguments])
