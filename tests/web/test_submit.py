"""Sending in a listing from the first page to the letter's link, without scripts."""

import re
from collections.abc import Mapping

import pytest
from flask import Flask

from directory import context
from directory.domain.mail import State
from directory.domain.revisions import RevisionStatus
from directory.storage import mail, revisions
from tests.factories import Make
from tests.web.html import Page, PageClient
from tests.web.sending import Typed, send_page, standing
from tests.web.submitting import PLACE, Submitter

SEND: Mapping[str, Typed] = {"email": "front.desk@example.org", "note": "Ask for Kim."}


@pytest.fixture
def person(client: PageClient) -> Submitter:
    return Submitter(client)


def letters() -> list[str]:
    """The texts that wait to be mailed."""
    with context.held().database.reading() as session:
        return [each.written.body for each in mail.of_state(session, State.WAITING, 50)]


def link(text: str) -> str:
    found = re.search(r"http://localhost(/\S+)", text)
    assert found
    return found[1]


def test_the_first_page_tells_what_is_asked_and_what_is_kept(client: PageClient) -> None:
    page = client.page("/submit")

    for words in ("15 minutes", "An editor reads it", "nothing about patients", "60 days"):
        assert words in page.main


def test_a_listing_is_written_page_by_page_and_waits_until_the_address_is_confirmed(
    person: Submitter,
) -> None:
    steps: dict[str, dict[str, Typed]] = {
        "program-new-1": {"hours_a_week": "9", "openings": "yes", "says/format/in-person": "yes"},
        "sessions-new-1": {
            "sessions/0/day": ["0", "2", "3"],
            "sessions/0/start": "18:00",
            "sessions/0/end": "21:00",
        },
        "treatment": {"says/therapy/cbt": "yes", "says/therapy/emdr": "no"},
        "people": {"says/language/spanish": "yes"},
        "paying": {
            "says/insurance/medicaid": "yes",
            "network/aetna/0": "in",
            "kind/aetna/0": "PPO",
        },
    }
    person.with_program()

    for step, typed in steps.items():
        person.send(step, typed)
    state = person.look("check", SEND)

    assert state.heading == "Please check your mail"
    assert person.revision().status is RevisionStatus.UNCONFIRMED
    assert person.document()["program/new-1/sessions"] == [
        ["", day, "18:00", "21:00", "in-person"] for day in (0, 2, 3)
    ]
    assert person.document()["plan/aetna/PPO"] == "in"
    assert person.document()["says/therapy/emdr"] == "no"


def test_the_link_of_the_letter_changes_nothing_until_its_button_is_pressed(
    person: Submitter, client: PageClient
) -> None:
    person.with_program().send("check", SEND)
    address = link(letters()[0])

    page = client.page(address)
    before = person.revision().status
    thanks = Page(send_page(client, address, page, {}).text)

    assert before is RevisionStatus.UNCONFIRMED
    assert person.revision().status is RevisionStatus.PENDING
    assert thanks.heading == "Thank you. An editor reads it now"


def test_a_link_that_was_cut_off_says_so(person: Submitter, client: PageClient) -> None:
    person.with_program().send("check", SEND)
    address = link(letters()[0])[:-4]

    answer = send_page(client, address, client.page(address), {})

    assert answer.status_code == 410
    assert "does not work any more" in Page(answer.text).heading


def test_what_is_sent_twice_is_sent_once(person: Submitter) -> None:
    person.with_program()
    page = person.page("check")

    answers = [person.send("check", SEND, page) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {303}
    assert len(letters()) == 1


def test_without_a_mail_server_the_page_says_where_the_letter_lies(person: Submitter) -> None:
    person.with_program().send("check", SEND)

    page = Page(person.client.get(f"/submit/{person.secret}").text)

    assert "outbox folder" in page.main


def test_the_letter_can_be_had_once_more(person: Submitter, client: PageClient) -> None:
    person.with_program().send("check", SEND)
    address = f"/submit/{person.secret}"

    send_page(client, address, client.page(address), {})

    assert len(letters()) == 2
    assert link(letters()[0]).startswith("/submit/confirm/")


def test_the_link_of_a_draft_is_mailed_to_who_wants_it(
    person: Submitter, client: PageClient
) -> None:
    address = f"/submit/{person.start().secret}"

    send_page(client, address, client.page(address), {"email": "me@example.org"})

    assert link(letters()[0]) == address


def test_what_became_of_it_stands_at_the_address_of_the_draft(person: Submitter) -> None:
    person.with_program().send("check", SEND)

    answer = person.client.get(person.at("place"))

    assert answer.location == f"/submit/{person.secret}"


def test_nobody_but_who_has_the_address_finds_a_draft(client: PageClient) -> None:
    assert client.get("/submit/nobody-has-this-one/place").status_code == 404


def test_drafts_are_kept_by_no_browser_and_found_by_no_search_engine(person: Submitter) -> None:
    answer = person.start().client.get(person.at("place"))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Disallow: /submit/" in person.client.get("/robots.txt").text


def test_a_place_that_is_listed_already_is_said_before_going_on(
    person: Submitter, make: Make
) -> None:
    make.listing(name="Nova House")

    page = person.start().look("place", PLACE)
    onward = page.link("It is another place")

    assert "This may already be listed" in page.main
    assert page.link("Claim it").startswith("/claim/")
    assert onward == person.at("programs")


def test_the_form_speaks_spanish(client: PageClient) -> None:
    answer = client.post("/es/submit", data=standing(client.page("/es/submit")))

    assert client.page(answer.location).root.get("lang") == "es"
    assert answer.location.startswith("/es/submit/")


def test_every_page_leads_to_the_form(client: PageClient, app: Flask) -> None:
    del app

    assert client.page("/").link("Add a program") == "/submit"


def test_what_went_to_a_wrong_address_is_changed_and_sent_in_again(
    person: Submitter, client: PageClient
) -> None:
    person.with_program().send("check", {**SEND, "email": "front.desk@exmaple.org"})
    old, address = link(letters()[0]), f"/submit/{person.secret}"
    written = person.document()

    answer = send_page(client, address, client.page(address), {"todo": "change"})
    stale = send_page(client, old, client.page(old), {})
    person.send("check", SEND)
    client.post(link(letters()[0]), data=standing(client.page(link(letters()[0]))))

    now = person.revision()
    assert (answer.location, stale.status_code) == (person.at("place"), 410)
    assert (now.proposal, now.status) == (written, RevisionStatus.PENDING)
    assert now.email == "front.desk@example.org"


def test_what_was_refused_is_changed_and_sent_in_again(
    person: Submitter, client: PageClient
) -> None:
    person.with_program().send("check", SEND)
    id_, address = person.revision().id, f"/submit/{person.secret}"
    with context.writing() as session:
        revisions.turn(session, id_, RevisionStatus.UNCONFIRMED, RevisionStatus.REFUSED)
        session.commit()

    send_page(client, address, client.page(address), {"todo": "change"})
    person.send("place", {"name": "Nova Hall"})
    person.send("check", SEND)

    now = person.revision()
    assert (now.id, now.proposal["name"]) == (id_, "Nova Hall")
    assert now.status is RevisionStatus.UNCONFIRMED


def test_what_an_editor_reads_is_not_taken_up_again(person: Submitter, client: PageClient) -> None:
    person.with_program().send("check", SEND)
    address = f"/submit/{person.secret}"
    page = client.page(address)
    client.post(link(letters()[0]), data=standing(client.page(link(letters()[0]))))

    send_page(client, address, page, {"todo": "change"})

    assert person.revision().status is RevisionStatus.PENDING
