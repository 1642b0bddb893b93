"""What somebody keeps, on one page, and the short form for what changes from day to day."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from directory.domain.accounts import Role
from directory.domain.listings import Openings
from directory.domain.revisions import RevisionStatus
from directory.services import look_over, review_revision, submit_listing
from directory.services.submit_listing import Sender
from directory.storage import audit
from directory.web import formats
from tests import people
from tests.factories import Make, program
from tests.services.contributing import office
from tests.web import managing
from tests.web.html import Page
from tests.web.managing import KIM, Kept, told
from tests.web.sending import standing

TODAY = formats.today()
PROGRAM = program(
    openings=Openings(answer="yes", wait_days=4, reported_on=TODAY - timedelta(days=20))
)


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    site = make.listing(programs=(PROGRAM,), confirmed_on=TODAY - timedelta(days=63))
    return managing.kept(app, site)


@pytest.fixture
def trusted(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing(programs=(PROGRAM,)), trusted=True)


def openings(house: Kept) -> str:
    return f"{house.listing.programs[0].id}-openings"


def test_who_keeps_nothing_is_told_how_to_begin(app: Flask) -> None:
    page = managing.client(app, KIM).page("/manage")

    assert "You keep no listing yet." in page.main
    assert page.link("send it in").endswith("/submit")


def test_each_listing_says_how_it_stands(house: Kept) -> None:
    page = house.client.page("/manage")

    assert page.link("Harbor House") == house.address
    for words in ("Readers see it", "Confirmed 63 days ago", "Openings said 20 days ago"):
        assert words in page.main


def test_sixty_listings_are_one_page_and_few_questions(house: Kept, make: Make) -> None:
    for site in make.listings(
        [replace(house.listing, id=0, slug=f"site-{n}", name=f"Site {n:02}") for n in range(59)]
    ):
        house.give(site)

    page = house.client.page("/manage")

    assert len([each for each in page.all("li") if each.get("class") == "kept-site"]) == 60


def test_a_page_is_in_spanish_too(house: Kept) -> None:
    page = house.client.page("/es/manage")

    assert page.root.get("lang") == "es"
    assert page.link("Harbor House") == f"/es{house.address}"


def test_everything_is_confirmed_at_once(house: Kept, make: Make) -> None:
    second = house.give(make.listing("Second House"))

    house.client.post("/manage/confirm")
    page = house.client.page("/manage")

    assert told(page) == ["Thank you. Readers see that 2 listings were confirmed today."]
    assert page.main.count("Confirmed today") == 2
    with house.reading() as session:
        acts = [(each.act, each.provider_id) for each in audit.entries(session)]
    assert acts == [("confirmed", house.listing.id), ("confirmed", second.id)]


def test_confirmed_twice_is_confirmed_once(house: Kept) -> None:
    house.post("/confirm")
    house.client.get("/manage")

    house.post("/confirm")

    assert told(house.page()) == ["Nothing to do: what is shown is confirmed today already."]
    with house.reading() as session:
        assert len(list(audit.entries(session))) == 1


def test_a_trusted_organizations_small_things_are_shown_at_once(trusted: Kept) -> None:
    answer = trusted.fill("/small", {openings(trusted): "waitlist"})

    assert answer.status_code == 303
    now = trusted.now().programs[0].openings
    assert (now.answer, now.wait_days, now.reported_on) == ("waitlist", 4, TODAY)
    assert "Readers see this now" in trusted.page().main


def test_others_small_things_wait_for_an_editor(house: Kept) -> None:
    house.fill("/small", {openings(house): "no"})

    (sent,) = house.revisions()
    assert sent.status is RevisionStatus.PENDING
    assert house.now().programs[0].openings.answer == "yes"
    assert "Changes wait for an editor" in house.page().main


def test_the_short_form_stands_on_the_page_of_all_listings_too(trusted: Kept) -> None:
    page = trusted.client.page("/manage")

    trusted.post("/small", {**standing(page), openings(trusted): "no"})

    assert trusted.now().programs[0].openings.answer == "no"
    assert trusted.now().phones == trusted.listing.phones


def test_hours_that_a_short_form_does_not_ask_for_stay(trusted: Kept) -> None:
    trusted.fill(
        "/small",
        {
            "office_hours/0/day": ["0", "1"],
            "office_hours/0/start": "09:00",
            "office_hours/0/end": "17:00",
        },
    )
    hours = trusted.now().office_hours

    trusted.post("/small", {**standing(trusted.client.page("/manage")), openings(trusted): "no"})

    assert len(hours) == 2
    assert trusted.now().office_hours == hours


def test_what_is_wrong_stands_beside_it_and_nothing_is_sent(trusted: Kept) -> None:
    number = trusted.listing.programs[0].id

    answer = trusted.fill("/small", {f"{number}-wait_days": "soon", "main_phone": "12"})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.one("input", id=f"{number}-wait_days").attrib["value"] == "soon"
    assert "no phone number that can be called" in page.main
    assert trusted.revisions() == []


def test_two_windows_change_two_things(trusted: Kept) -> None:
    number = trusted.listing.programs[0].id
    one, other = (standing(trusted.page("/small")) for _ in range(2))

    trusted.post("/small", {**one, openings(trusted): "no"})
    trusted.post("/small", {**other, f"{number}-wait_days": "9"})

    now = trusted.now().programs[0].openings
    assert (now.answer, now.wait_days) == ("no", 9)


def test_a_short_form_sent_twice_is_one_change(trusted: Kept) -> None:
    sent = {**standing(trusted.page("/small")), openings(trusted): "no"}

    trusted.post("/small", sent)
    trusted.post("/small", sent)

    assert len(trusted.revisions()) == 1


def test_a_short_form_leaves_a_draft_alone(trusted: Kept) -> None:
    draft = trusted.draft(website="https://harbor.example")

    trusted.fill("/small", {openings(trusted): "no"})

    assert next(each for each in trusted.revisions() if each.id == draft.id) == draft
    assert trusted.now().website == ""


def test_rows_of_hours_can_be_added_without_scripts(house: Kept) -> None:
    page = Page(house.fill("/small", {"todo": "more", openings(house): "no"}).text)

    assert len(page.all("input", type="time")) > len(house.page("/small").all("input", type="time"))
    assert standing(page)[openings(house)] == ["no"]
    assert house.revisions() == []


def test_a_refusal_says_why(house: Kept) -> None:
    sent = house.sent(name="The Best House")
    editor = people.account(house.app, "ed@directory.example", Role.EDITOR)
    with house.writing() as session:
        review_revision.refuse(session, sent.id, editor.actor, "No praise, please.", office().desk)

    assert "No praise, please." in house.client.page("/manage").main
    assert "No praise, please." in house.page().main


def test_a_short_form_that_waits_sent_twice_is_one_change(house: Kept) -> None:
    sent = {**standing(house.page("/small")), openings(house): "no"}

    house.post("/small", sent)
    house.post("/small", sent)
    house.post("/small", {**sent, openings(house): "waitlist"})

    assert [each.status for each in house.revisions()] == [RevisionStatus.PENDING] * 2


def test_a_new_site_that_was_refused_is_named_and_forgotten_after_a_while(
    house: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.writing() as session:
        begun = submit_listing.start(session, house.person.id, "en", house.organization)
        submit_listing.save(session, begun.secret, 1, {"name": "Harbor North"})
        pat = Sender(email=house.person.email, language="en", account_id=house.person.id)
        sent = submit_listing.send_in(session, begun.secret, pat, "", office().post)
    editor = people.account(house.app, "ed@directory.example", Role.EDITOR)
    with house.writing() as session:
        review_revision.refuse(session, sent.id, editor.actor, "It is closed.", office().desk)

    page = house.client.page("/manage")
    monkeypatch.setattr(look_over, "SAID_FOR", -look_over.SAID_FOR)

    assert "Harbor North, a new site, was not listed on" in page.main
    assert "It is closed." in page.main
    assert "Harbor North" not in house.client.page("/manage").main
