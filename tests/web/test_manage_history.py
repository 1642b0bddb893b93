"""What became of a listing over time, and the way back."""

from datetime import date

import pytest
from flask import Flask

from directory.domain.changes import Change, Field
from directory.domain.revisions import RevisionKind
from directory.services import review_revision
from directory.services.review_revision import Decision
from directory.storage import audit, history, sources
from tests import people
from tests.factories import SOURCE, Make
from tests.services.contributing import office
from tests.web import managing
from tests.web.managing import EVE, KIM, Kept, told

EDITOR = "ed@directory.example"


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing())


def accepted(house: Kept, **changes: object) -> int:
    """Sent in, and accepted by an editor."""
    sent = house.sent(**changes)
    if not managing.people_has(house.app, EDITOR):
        people.account(house.app, EDITOR)
    editor = people.row(house.app, EDITOR)
    with house.writing() as session:
        actor = managing.actor(editor)
        review_revision.accept(session, sent.id, actor, Decision(), office().desk)
    return sent.id


def test_what_was_changed_is_told_with_who_and_from_what_to_what(house: Kept) -> None:
    accepted(house, website="https://harbor.example")

    page = house.page("/history")

    assert "you" in page.texts("p", class_="when")[0]
    assert page.texts("p", class_="what") == ["Changed"]
    assert page.texts("dd", class_="became") == ["Then https://harbor.example"]
    assert page.link("Undo this").startswith(f"{house.address}/undo/")


def test_colleagues_are_named_and_others_are_not(house: Kept) -> None:
    house.post("/confirm")
    accepted(house, website="https://harbor.example")
    colleague = house.join(KIM)

    seen = colleague.page(f"{house.address}/history").main
    colleague.post(f"{house.people}/remove/{house.person.id}")
    colleague.get("/manage")
    later = colleague.page(f"{house.address}/history").main

    assert managing.PAT in seen
    assert managing.PAT not in later
    assert "an editor of this directory, or a former member" in later
    assert "Confirmed: everything is still right" in later


def test_undone_it_is_as_it_was(house: Kept) -> None:
    id_ = accepted(house, website="https://harbor.example", says__therapy__cbt="yes")

    asked = house.page(f"/undo/{id_}")
    house.post(f"/undo/{id_}")

    assert "This goes back to what it was" in asked.texts("h2")
    assert house.now().website == ""
    assert house.now().statements == house.listing.statements
    page = house.page("/history")
    assert told(page) == ["It is undone. Readers see it as it was before."]
    assert page.texts("p", class_="what") == ["Undone", "Changed"]
    with house.reading() as session:
        assert [each.act for each in audit.entries(session)][-1] == "undid"


def test_an_undo_can_be_undone(house: Kept) -> None:
    id_ = accepted(house, website="https://harbor.example")
    house.post(f"/undo/{id_}")
    undo = next(each for each in house.revisions() if each.kind is RevisionKind.UNDO)

    house.post(f"/undo/{undo.id}")

    assert house.now().website == "https://harbor.example"


def test_what_was_changed_again_stays_and_is_named(house: Kept) -> None:
    first = accepted(house, website="https://one.example", says__therapy__cbt="yes")
    accepted(house, website="https://two.example")

    asked = house.page(f"/undo/{first}")
    house.post(f"/undo/{first}")

    assert asked.texts("h2")[:2] == [
        "This goes back to what it was",
        "This stays, because it was changed again since",
    ]
    assert house.now().website == "https://two.example"


def test_undone_in_two_windows_it_is_undone_once(house: Kept) -> None:
    id_ = accepted(house, website="https://harbor.example")

    house.post(f"/undo/{id_}")
    house.client.get("/manage")
    house.post(f"/undo/{id_}")

    assert told(house.page("/history")) == [
        "Nothing was left to undo: all of it was changed again since."
    ]
    assert len(house.revisions()) == 2


def test_what_another_organization_sent_in_before_is_not_ones_own_to_undo(
    app: Flask, make: Make
) -> None:
    site = make.listing()
    before = managing.kept_by(app, site, EVE)
    id_ = accepted(before, website="https://harbor.example")
    house = managing.kept(app, site)

    assert house.client.get(f"{house.address}/undo/{id_}").status_code == 404
    assert "Undo this" not in house.page("/history").main
    assert EVE not in house.page("/history").main


def test_what_waits_and_what_was_not_taken_is_told(house: Kept) -> None:
    house.sent(name="The Best House")

    page = house.page("/history")

    assert page.texts("p", class_="what") == ["Waits for an editor"]
    assert "Undo this" not in page.main


def test_what_a_list_says_since_is_told(house: Kept) -> None:
    with house.writing() as session:
        changes = [
            Change(about="therapy/cbt", was="no", became="yes"),
            Change(about=Field.NAME, was="Harbor", became="Harbor House"),
            Change(about=Field.CODES, was="", became="PAY:MD"),
        ]
        told = [(house.listing.id, each) for each in changes]
        history.note(session, sources.keep(session, SOURCE), date(2026, 3, 31), told)
        session.commit()

    page = house.page("/history")

    assert page.texts("p", class_="what") == ["News from County list 2026"]
    assert page.texts("dt") == ["Name", "Cognitive behavioral therapy (CBT)"]
    assert page.texts("dd", class_="became") == ["Then Harbor House", "Then Yes"]


def test_nothing_is_told_where_nothing_was(house: Kept) -> None:
    assert "Nothing was changed yet." in house.page("/history").main


def test_who_kept_it_before_is_not_named_on_what_waits(app: Flask, make: Make) -> None:
    site = make.listing()
    managing.kept_by(app, site, EVE).sent(name="Another name")
    house = managing.kept(app, site)

    assert "Waits for an editor" in house.page().main
    assert EVE not in house.page().main
