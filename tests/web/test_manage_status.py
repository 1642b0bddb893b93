"""A listing that is not shown for a while, or not any more."""

from datetime import timedelta

import pytest
from flask import Flask

from directory.domain.accounts import Role
from directory.domain.revisions import ProviderStatus
from directory.services import set_status
from directory.services.set_status import Note
from directory.storage import audit, statuses
from directory.web import formats
from tests import people
from tests.factories import Make
from tests.web import managing
from tests.web.html import Page
from tests.web.managing import Kept, told

SOON = (formats.today() + timedelta(days=30)).isoformat()


@pytest.fixture
def house(app: Flask, make: Make) -> Kept:
    return managing.kept(app, make.listing())


def status(house: Kept) -> ProviderStatus:
    with house.reading() as session:
        standing = statuses.of(session, house.listing.id)
    assert standing is not None
    return standing.status


def seen_by_readers(house: Kept) -> int:
    return house.client.get(f"/providers/{house.listing.slug}").status_code


def test_paused_it_is_not_shown_and_says_why_to_those_who_keep_it(house: Kept) -> None:
    house.post("/pause", {"reason": "The roof is mended.", "until": SOON})

    page = house.page()
    assert seen_by_readers(house) == 410
    assert "Why: The roof is mended." in page.main
    assert "It does not end by itself." in page.main
    assert "Paused: readers do not see it" in house.client.page("/manage").main
    with house.reading() as session:
        (entry,) = audit.entries(session)
    assert (entry.act, entry.details["reason"]) == ("paused", "The roof is mended.")


def test_shown_again_it_is_as_before(house: Kept) -> None:
    house.post("/pause")

    house.post("/resume")

    assert (status(house), seen_by_readers(house)) == (ProviderStatus.PUBLISHED, 200)


@pytest.mark.parametrize("until", ["soon", "2020-01-01", "2027-02-30"])
def test_a_pause_ends_on_a_day_that_is_yet_to_come(house: Kept, until: str) -> None:
    answer = house.post("/pause", {"reason": "Moving.", "until": until})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.one("input", id="reason").attrib["value"] == "Moving."
    assert status(house) is ProviderStatus.PUBLISHED


def test_closing_is_asked_twice(house: Kept) -> None:
    asked = house.page("/close")
    unsure = house.post("/close", {"reason": "We moved away."})
    before = status(house)
    house.post("/close", {"sure": "yes"})

    assert "the place has closed" in asked.main
    assert unsure.status_code == 422
    assert "Please tick the box" in Page(unsure.text).main
    assert (before, status(house)) == (ProviderStatus.PUBLISHED, ProviderStatus.CLOSED)
    assert seen_by_readers(house) == 410


def test_closed_by_mistake_it_can_be_shown_again(house: Kept) -> None:
    house.post("/close", {"sure": "yes"})

    house.post("/resume")

    assert status(house) is ProviderStatus.PUBLISHED


def test_who_is_slower_is_told(house: Kept) -> None:
    house.post("/close", {"sure": "yes"})
    house.page()

    house.post("/pause")

    assert told(house.page())[0].startswith("Nothing was done: somebody was quicker.")
    assert status(house) is ProviderStatus.CLOSED


def test_what_no_editor_accepted_yet_cannot_be_shown_so(house: Kept) -> None:
    with house.writing() as session:
        statuses.change(session, house.listing.id, ProviderStatus.PENDING)
        session.commit()

    house.post("/resume")

    assert status(house) is ProviderStatus.PENDING


def test_what_is_not_shown_is_not_confirmed(house: Kept) -> None:
    house.post("/pause")
    house.page()

    house.client.post("/manage/confirm")

    assert house.now().confirmed_on == house.listing.confirmed_on


def test_what_was_merged_is_kept_no_more(house: Kept) -> None:
    with house.writing() as session:
        statuses.change(session, house.listing.id, ProviderStatus.MERGED)
        session.commit()

    assert house.client.get(house.address).status_code == 404
    assert house.listing.name not in house.client.page("/manage").main


@pytest.mark.parametrize("again", [False, True])
def test_what_an_editor_closed_an_editor_shows_again(house: Kept, *, again: bool) -> None:
    """Closing what an editor paused makes it nobody else's."""
    made = ProviderStatus.PAUSED if again else ProviderStatus.CLOSED
    editor = people.account(house.app, "ed@directory.example", Role.EDITOR)
    with house.writing() as session:
        set_status.set_status(session, house.listing.id, made, editor.actor, Note())
    if again:
        house.post("/close", {"sure": "yes"})
        house.page()
    page = house.page()

    house.post("/resume")

    assert "Show it to readers again" not in page.texts("button")
    assert "Please write to the editors" in page.main
    assert told(house.page())[0].startswith("An editor hid this listing.")
    assert status(house) is ProviderStatus.CLOSED


def test_what_an_editor_showed_again_is_theirs_to_pause_and_show(house: Kept) -> None:
    editor = people.account(house.app, "ed@directory.example", Role.EDITOR)
    with house.writing() as session:
        for made in (ProviderStatus.CLOSED, ProviderStatus.PUBLISHED):
            set_status.set_status(session, house.listing.id, made, editor.actor, Note())

    house.post("/pause")
    house.post("/resume")

    assert status(house) is ProviderStatus.PUBLISHED
