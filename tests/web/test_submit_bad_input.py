"""What people type wrongly is kept, and said beside the field; they can go on and mend it later."""

from collections.abc import Mapping

import pytest

from tests.web.html import Page, PageClient, words
from tests.web.sending import Typed, standing
from tests.web.submitting import PLACE, Submitter, complaints


@pytest.fixture
def person(client: PageClient) -> Submitter:
    return Submitter(client).with_program()


def beside(page: Page, field: str) -> str:
    """What stands beside a field as an error."""
    return words(page.one("p", id=f"{field}-error"))


def week(*rows: tuple[str, str, str]) -> dict[str, Typed]:
    """Rows of days, start and end: "02" are Monday and Wednesday."""
    return {
        f"sessions/{place}/{name}": list(value) if name == "day" else value
        for place, row in enumerate(rows)
        for name, value in zip(("day", "start", "end"), row, strict=True)
    }


SESSIONS: Mapping[str, tuple[dict[str, Typed], str]] = {
    "end before start": (week(("0", "14:00", "09:00")), "Session 1: It ends (09:00) before it"),
    "past midnight": (week(("0", "22:00", "01:00")), "Session 1: It goes past midnight"),
    "overlapping": (
        week(("02", "09:00", "12:00"), ("2", "11:00", "13:00")),
        "Session 2: It overlaps with session 1 on Wednesday",
    ),
    "no day": (week(("", "09:00", "12:00")), "Session 1: Please choose a day"),
    "no end": (week(("0", "09:00", "")), "Session 1: Please give the time when it starts"),
    "no time": (week(("0", "nine", "12:00")), "Session 1: “nine” is no time"),
}


@pytest.mark.parametrize(("typed", "complaint"), SESSIONS.values(), ids=SESSIONS.keys())
def test_a_session_that_cannot_be_is_said_in_its_row(
    person: Submitter, typed: dict[str, Typed], complaint: str
) -> None:
    page = person.look("sessions-new-1", typed)

    assert [each for each in complaints(page) if each.startswith(complaint)]
    assert [each for each in page.texts("p", class_="error") if each.startswith(complaint)]


@pytest.mark.parametrize("typed", [each[0] for each in SESSIONS.values()], ids=SESSIONS.keys())
def test_sessions_that_cannot_be_are_kept_as_they_were_typed(
    person: Submitter, typed: dict[str, Typed]
) -> None:
    page = person.look("sessions-new-1", typed)

    assert page.values("sessions/0/start") == [typed["sessions/0/start"]]
    assert page.values("sessions/0/end") == [typed["sessions/0/end"] or ""]
    assert page.values("sessions/0/day") == typed["sessions/0/day"]


def test_two_groups_may_meet_at_the_same_time(person: Submitter) -> None:
    typed = week(("0", "09:00", "12:00"), ("0", "11:00", "13:00"))
    typed |= {"sessions/0/track": "Mothers", "sessions/1/track": "Fathers"}

    answer = person.send("sessions-new-1", typed)

    assert answer.location == person.at("treatment")


def test_an_end_at_midnight_is_the_end_of_the_day(person: Submitter) -> None:
    answer = person.send("sessions-new-1", week(("5", "21:00", "00:00")))

    assert answer.location == person.at("treatment")


def test_a_zip_code_of_another_state_is_said_beside_it(person: Submitter) -> None:
    page = person.look("place", {"zip": "90210"})

    assert "The ZIP code 90210 is in Beverly Hills, CA" in beside(page, "zip")
    assert page.values("zip") == ["90210"]


def test_what_is_missing_is_said_field_by_field_and_all_else_is_kept(client: PageClient) -> None:
    person = Submitter(client).start()

    page = person.look("place", {"city": "Peoria", "website": "not an address"})

    assert beside(page, "name") == "Please give the name of the place."
    assert "no web address" in beside(page, "website")
    assert page.values("city") == ["Peoria"]
    assert page.values("website") == ["not an address"]


def test_telephones_that_cannot_be_called_are_kept_and_said(person: Submitter) -> None:
    page = person.look("place", {"phone_main": ["309-555-0134", "call us"]})

    assert "“call us” is no phone number" in complaints(page)[0]
    assert page.values("phone_main") == ["(309) 555-0134", "call us", ""]


@pytest.mark.parametrize("end", ["", "08:00"])
def test_office_hours_that_cannot_be_are_kept_and_said(person: Submitter, end: str) -> None:
    typed: dict[str, Typed] = {"office_hours/0/day": ["0"], "office_hours/0/start": "09:00"}
    typed["office_hours/0/end"] = end

    page = person.look("place", typed)

    assert complaints(page) == [
        "These hours could not be read. Please enter the days and times again."
    ]
    assert page.values("office_hours/0/start") == ["09:00"]


def test_what_is_no_number_is_kept_and_said(person: Submitter) -> None:
    page = person.look("program-new-1", {"hours_a_week": "nine", "weeks": "2,5"})

    assert "such as 9 or 2.5" in beside(page, "hours_a_week")
    assert page.values("hours_a_week") == ["nine"]
    assert page.values("weeks") == ["2.5"]


def test_names_in_any_script_are_kept_as_they_are(person: Submitter) -> None:
    names = {"name": "希望之家 — Дом «Надежда» دار الأمل", "name2": "Ñuñoa O'Brien"}

    person.send("place", names)

    assert {key: person.document()[key] for key in names} == names


def test_markup_is_text(person: Submitter) -> None:
    typed = {"name": "<b>Nova</b>", "description": "</textarea><script>alert(1)</script>"}

    page = person.look("place", typed)
    person.page("check")

    assert page.all("b") == []
    assert person.document()["description"] == typed["description"]


def test_forty_insurers_are_kept(person: Submitter) -> None:
    slugs = person.page("paying").values("insurer")

    person.send("paying", {f"network/{slug}/0": "in" for slug in slugs})

    taken = [key for key in person.document() if key.startswith("plan/")]
    assert len(taken) == len(slugs) > 25


def test_several_plans_of_each_insurer_are_kept(person: Submitter) -> None:
    slugs = person.page("paying").values("insurer")
    kinds = ("HMO", "PPO")

    for place, kind in enumerate(kinds):
        typed = {f"network/{slug}/{place}": "out" for slug in slugs}
        person.send("paying", typed | {f"kind/{slug}/{place}": kind for slug in slugs})

    taken = {key for key in person.document() if key.startswith("plan/")}
    assert taken == {f"plan/{slug}/{kind}" for slug in slugs for kind in kinds}


def test_insurers_that_are_not_shown_stay_as_they_are(person: Submitter) -> None:
    person.send("paying", {"network/aetna/0": "in"})

    page = person.look("paying", {"todo": "seek", "seek": "blue cross", "network/cigna/0": "out"})
    shown = page.values("insurer")
    person.client.post(
        f"{person.at('paying')}?seek=blue+cross",
        data={**standing(page), f"network/{shown[0]}/0": "in"},
    )

    assert "aetna" not in shown
    assert {"plan/aetna/", "plan/cigna/", f"plan/{shown[0]}/"} <= person.document().keys()


def test_a_listing_without_a_program_can_not_be_sent_in(client: PageClient) -> None:
    person = Submitter(client).start()
    person.send("place", PLACE)

    page = person.page("check")
    answer = person.send("check", {"email": "me@example.org"})

    assert "Please add at least one program" in page.main
    assert "Some things have to be mended" in Page(answer.text).main
    assert Page(answer.text).values("email") == ["me@example.org"]


def test_what_is_wrong_is_listed_at_the_end_with_the_way_to_mend_it(person: Submitter) -> None:
    person.send("sessions-new-1", week(("0", "14:00", "09:00")))

    page = person.page("check")
    there = Page(person.client.get(page.link("Sessions")).text)

    assert "Please mend this first" in page.main
    assert complaints(there)


def test_a_mail_address_that_is_none_comes_back(person: Submitter) -> None:
    page = Page(person.send("check", {"email": "me at home", "note": "Hello"}).text)

    assert "name@example.org" in beside(page, "email")
    assert page.values("email") == ["me at home"]


def test_states_are_read_by_name_or_letters(person: Submitter) -> None:
    person.send("program-new-1", {"states": "Illinois, IA wi; Nowhere"})

    assert person.document()["program/new-1/states"] == ["IL", "IA", "WI", "Nowhere"]


def test_a_page_that_is_not_there_leads_to_the_programs(person: Submitter) -> None:
    answer = person.client.get(person.at("program-new-9"))

    assert answer.location == person.at("programs")
