"""How often somebody may begin and send in, and what whoever is refused is told."""

import pytest
from flask import Flask

from directory import context
from directory.domain.limits import MAIL_TO, START_DRAFT, SUBMIT_BY_MAIL, Limit, Who
from directory.domain.revisions import RevisionStatus
from directory.services import limit_attempts
from tests.web.html import Page, PageClient
from tests.web.sending import send_page, standing
from tests.web.submitting import Submitter

MAIL = "front.desk@example.org"


@pytest.fixture
def person(client: PageClient) -> Submitter:
    return Submitter(client).with_program()


def exhaust(limit: Limit, whose: str) -> None:
    who = Who.of(context.settings().secret_key, whose)
    for _ in range(limit.most):
        with context.writing() as session:
            limit_attempts.allow(session, limit.what, who, limit.most, limit.within)


def test_who_begins_very_often_is_told_when_to_try_again(client: PageClient) -> None:
    exhaust(START_DRAFT, "127.0.0.1")

    page = Page(client.post("/submit", data=standing(client.page("/submit"))).text)

    assert "This was done very often from where you are" in page.main


def test_who_sends_in_very_often_keeps_the_draft(person: Submitter) -> None:
    exhaust(SUBMIT_BY_MAIL, MAIL)

    page = Page(person.send("check", {"email": MAIL, "note": "Hello"}).text)

    assert "This was done very often" in page.main
    assert page.values("email") == [MAIL]
    assert person.revision().status is RevisionStatus.DRAFT


def test_nobody_is_sent_letters_without_end(person: Submitter, client: PageClient) -> None:
    exhaust(MAIL_TO, MAIL)
    address = f"/submit/{person.secret}"

    page = Page(send_page(client, address, client.page(address), {"email": MAIL}).text)

    assert "This was done very often" in page.main


def test_a_robot_that_fills_in_the_hidden_field_sends_nothing(person: Submitter) -> None:
    page = Page(person.send("check", {"email": MAIL, "more_link": "https://spam.example"}).text)

    assert "This could not be sent" in page.main
    assert person.revision().status is RevisionStatus.DRAFT


def test_what_is_sent_quicker_than_anybody_reads_comes_back(person: Submitter, app: Flask) -> None:
    page = person.page("check")
    app.config["FORM_SECONDS"] = 3

    back = Page(person.send("check", {"email": MAIL}, page).text)

    assert "That was very quick" in back.main
    assert back.values("email") == [MAIL]
