"""A draft that is open in two windows: nothing that was saved in either is lost."""

import pytest

from directory.domain import documents
from tests.web.html import Page, PageClient, words
from tests.web.submitting import Submitter


@pytest.fixture
def person(client: PageClient) -> Submitter:
    return Submitter(client).with_program()


def test_other_fields_that_were_saved_meanwhile_stay(person: Submitter) -> None:
    page = person.page("place")
    person.send("place", {"website": "https://example.org"})

    answer = person.send("place", {"name2": "North Campus"}, page)

    assert answer.status_code == 303
    assert person.document()["website"] == "https://example.org"
    assert person.document()["name2"] == "North Campus"


def test_where_both_changed_the_same_both_are_shown(person: Submitter) -> None:
    page = person.page("place")
    person.send("place", {"name": "Nova House North"})

    shown = Page(person.send("place", {"name": "Nova House South"}, page).text)
    (box,) = shown.all("div", class_="faults")

    assert "Nova House North" in words(box)
    assert "Nova House South" in words(box)
    assert shown.values("name") == ["Nova House South"]
    assert person.document()["name"] == "Nova House North"


def test_who_was_told_can_keep_their_own(person: Submitter) -> None:
    page = person.page("place")
    person.send("place", {"name": "Nova House North"})
    shown = Page(person.send("place", {"name": "Nova House South"}, page).text)

    person.send("place", {}, shown)

    assert person.document()["name"] == "Nova House South"


def test_the_same_typed_twice_is_no_quarrel(person: Submitter) -> None:
    page = person.page("place")

    answers = [person.send("place", {"name": "Nova Hall"}, page) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_a_button_pressed_twice_adds_one_program(person: Submitter) -> None:
    page = person.page("programs")

    for _ in range(2):
        person.send("programs", {"care": "detox", "todo": "add"}, page)

    assert list(documents.programs(person.document())) == ["new-1", "new-2"]


def test_programs_added_in_two_windows_are_two(person: Submitter) -> None:
    page = person.page("programs")

    for care in ("detox", "outpatient"):
        person.send("programs", {"care": care, "todo": "add"}, page)

    cares = [each["care"] for each in documents.programs(person.document()).values()]
    assert cares == ["intensive-outpatient", "detox", "outpatient"]


def test_a_level_that_was_chosen_counts_without_the_button_beside_it(person: Submitter) -> None:
    answer = person.send("programs", {"care": "detox"})

    assert answer.location == person.at("program-new-2")


def test_a_program_can_be_taken_away(person: Submitter) -> None:
    person.send("program-new-1", {"name": "Evening IOP"})

    person.send("programs", {"todo": "remove:new-1"})

    assert documents.programs(person.document()) == {}


def test_rows_are_added_and_taken_away_without_scripts(person: Submitter) -> None:
    typed = {f"sessions/{place}/day": str(place) for place in range(3)}
    times = {f"sessions/{place}/start": f"1{place}:00" for place in range(3)}
    ends = {f"sessions/{place}/end": f"1{place}:30" for place in range(3)}

    page = person.look("sessions-new-1", {**typed, **times, **ends, "todo": "more"})
    rows = len(page.all("div", class_="week-row"))
    person.send("sessions-new-1", {"todo": "less:1"}, page)

    assert rows == 6
    held = person.document()["program/new-1/sessions"]
    assert isinstance(held, list)
    assert [session[1] for session in held] == [0, 2]


def test_a_page_that_was_open_while_the_draft_was_sent_in_leads_to_its_state(
    person: Submitter,
) -> None:
    page = person.page("place")
    person.send("check", {"email": "me@example.org"})

    answer = person.send("place", {"name": "Too late"}, page)

    assert answer.location == f"/submit/{person.secret}"
    assert person.document()["name"] == "Nova House"
