from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.findings import Finding, Problem
from directory.domain.vocabulary import Vocabulary
from directory.services import check_document
from directory.storage.gazetteer import Gazetteer
from tests.factories import listing

WHOLE: Document = {
    "name": "Harbor House",
    "street": "100 Main Street",
    "city": "Peoria",
    "state": "IL",
    "zip": "61602",
    "phone/main": ["+13096711234"],
    "program/new-1/care": "intensive-outpatient",
}
NESTED = [["", 0, "09:00", "12:00", "in-person"], ["", 0, "09:30", "10:00", "in-person"]]

Check = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def check(gazetteer: Gazetteer, vocabulary: Vocabulary) -> Check:
    def checking(changes: Document, without: str = "") -> list[Finding]:
        document = {key: value for key, value in {**WHOLE, **changes}.items() if key != without}
        return list(check_document.check(document, gazetteer, vocabulary))

    return checking


def problems(found: list[Finding]) -> list[tuple[str, Problem]]:
    return [(each.key, each.problem) for each in found]


def meeting(day: object, start: object, end: object, track: str = "") -> list[object]:
    return [track, day, start, end, "in-person"]


def test_a_whole_listing_has_no_fault(check: Check) -> None:
    assert check({}) == []


def test_a_published_listing_has_no_fault_that_the_form_would_stop(
    gazetteer: Gazetteer, vocabulary: Vocabulary
) -> None:
    found = check_document.check(documents.of(listing()), gazetteer, vocabulary)

    assert [each for each in found if each.is_error] == []


@pytest.mark.parametrize(
    ("key", "problem", "at"),
    [
        ("name", Problem.NO_NAME, "name"),
        ("phone/main", Problem.NO_PHONE, "phone/main"),
        ("street", Problem.NO_STREET, "street"),
        ("city", Problem.NO_CITY, "city"),
        ("state", Problem.NO_STATE, "state"),
        ("zip", Problem.NO_ZIP, "zip"),
        ("program/new-1/care", Problem.NO_PROGRAM, "program"),
    ],
)
def test_what_is_missing_is_said(check: Check, key: str, problem: Problem, at: str) -> None:
    assert problems(check({}, without=key)) == [(at, problem)]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("name", "\u200b ", Problem.NO_NAME),
        ("name", "...", Problem.NAME_WITHOUT_LETTERS),
        ("name", "www.harborhouse.org", Problem.NAME_IS_ADDRESS),
        ("name", "Test", Problem.PLACEHOLDER),
        ("name", "HARBOR HOUSE RECOVERY", Problem.SHOUTING),
        ("name", "H" + "o" * 200, Problem.TOO_LONG),
        ("name", 7, Problem.NO_NAME),
        ("description", "harbor house.", Problem.DESCRIPTION_IS_NAME),
        ("description", "n/a", Problem.PLACEHOLDER),
        ("description", "We help people. " * 300, Problem.TOO_LONG),
        ("street", "P.O. Box 12", Problem.MAIL_BOX),
        ("city", "Peoria, IL", Problem.CITY_WITH_STATE),
        ("city", "Peorria", Problem.UNKNOWN_CITY),
        ("state", "Illinoy", Problem.UNKNOWN_STATE),
        ("state", "Illinois", Problem.STATE_IN_FULL),
        ("zip", "6160", Problem.UNREADABLE_ZIP),
        ("zip", "00000", Problem.UNKNOWN_ZIP),
        ("zip", "43604", Problem.ZIP_ELSEWHERE),
        ("zip", "60601", Problem.CITY_FAR_FROM_ZIP),
        ("phone/main", ["555-0100"], Problem.UNREADABLE_PHONE),
        ("phone/main", ["+11115550100"], Problem.UNUSUAL_PHONE),
        ("phone/main", "309-555-0100", Problem.WRONG_SHAPE),
        ("phone/intake", ["+13096711234"] * 11, Problem.TOO_MANY),
        ("benefits_phone", "ask at the desk", Problem.UNREADABLE_PHONE),
        ("website", "help@harborhouse.org", Problem.WEBSITE_IS_MAIL),
        ("website", "ftp://harborhouse.org", Problem.UNREADABLE_WEBSITE),
        ("website", "http://192.168.1.4/", Problem.PRIVATE_WEBSITE),
        ("office_hours", "Mo to Fr", Problem.UNREADABLE_HOURS),
        ("confidential", "yes", Problem.WRONG_SHAPE),
        ("colour", "blue", Problem.UNKNOWN_FIELD),
        ("says/therapy/magic", "yes", Problem.UNKNOWN_TERM),
        ("says/magic/cbt", "yes", Problem.UNKNOWN_TERM),
        ("says/therapy/cbt", "perhaps", Problem.UNKNOWN_CHOICE),
        ("plan/acme/PPO", "in", Problem.UNKNOWN_INSURER),
        ("plan/aetna/XYZ", "in", Problem.UNKNOWN_PLAN_KIND),
        ("plan/aetna/PPO", "maybe", Problem.UNKNOWN_CHOICE),
        ("program/new-1/care", "spa", Problem.UNKNOWN_TERM),
        ("program/new-1/hours_a_week", "nine", Problem.NOT_A_NUMBER),
        ("program/new-1/hours_a_week", float("nan"), Problem.NOT_A_NUMBER),
        ("program/new-1/hours_a_week", -3, Problem.TOO_SMALL),
        ("program/new-1/hours_a_week", 0, Problem.TOO_SMALL),
        ("program/new-1/hours_a_week", 113, Problem.TOO_LARGE),
        ("program/new-1/days_a_week", 8, Problem.TOO_LARGE),
        ("program/new-1/weeks", 521, Problem.TOO_LARGE),
        ("program/new-1/wait_days", 731, Problem.TOO_LARGE),
        ("program/new-1/wait_days", 1.5, Problem.NOT_WHOLE),
        ("program/new-1/openings", "perhaps", Problem.UNKNOWN_CHOICE),
        ("program/new-1/time_zone", "Illinois", Problem.UNKNOWN_TIME_ZONE),
        ("program/new-1/time_zone", "America/New_York", Problem.ZONE_ELSEWHERE),
        ("program/new-1/states", ["IL", "Ohio"], Problem.UNKNOWN_STATE),
    ],
)
def test_what_people_type_is_answered_beside_its_field(
    check: Check, key: str, value: object, problem: Problem
) -> None:
    assert (key, problem) in problems(check({key: value}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "하버 하우스"),
        ("name", "港の家"),
        ("name", "بيت الميناء"),
        ("name", "YMCA"),
        ("website", "harborhouse.org"),
        ("zip", "61602-1234"),
        ("program/new-1/wait_days", 0),
        ("program/new-1/time_zone", "America/Indiana/Knox"),
        ("phone/hotline", ["+13096711234;ext=12"]),
        ("plan/va-community-care/VA Community Care", "in"),
        ("plan/aetna/", "unsaid"),
    ],
)
def test_what_is_right_is_let_through(check: Check, key: str, value: object) -> None:
    assert check({key: value}) == []


def test_a_confidential_address_needs_a_city_and_a_state_only(check: Check) -> None:
    hidden = {"confidential": True, "street": "", "zip": ""}

    assert check(hidden) == []
    assert problems(check(hidden | {"city": ""})) == [("city", Problem.NO_CITY)]
    assert problems(check(hidden | {"street": "9 Elm"})) == [("street", Problem.HIDDEN_STREET)]


def test_who_treats_online_only_needs_no_street(check: Check) -> None:
    online = {"program/new-1/says/format/online": "yes", "program/new-1/states": ["IL"]}

    assert check(online, without="street") == []


def test_online_sessions_want_the_states_that_they_serve(check: Check) -> None:
    found = check({"says/format/online": "yes"})

    assert problems(found) == [("program/new-1/states", Problem.NO_STATES_SERVED)]
    assert not found[0].is_error


def test_a_program_needs_its_level_of_care(check: Check) -> None:
    assert problems(check({"program/12/name": "Evenings"})) == [
        ("program/12/care", Problem.NO_CARE)
    ]


def test_two_programs_alike_are_told_apart_by_name(check: Check) -> None:
    second = {"program/new-2/care": "intensive-outpatient"}

    assert problems(check(second)) == [("program/new-2/name", Problem.ALIKE)]
    assert check(second | {"program/new-2/name": "Evenings"}) == []


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([meeting(0, "", "20:30")], Problem.NO_TIMES),
        ([meeting(0, "17:30", None)], Problem.NO_TIMES),
        ([meeting(7, "17:30", "20:30")], Problem.UNKNOWN_WEEKDAY),
        ([meeting("monday", "17:30", "20:30")], Problem.UNKNOWN_WEEKDAY),
        ([meeting(0, "5.30pm", "20:30")], Problem.UNREADABLE_TIME),
        ([meeting(0, "17:30", "24:00")], Problem.UNREADABLE_TIME),
        ([meeting(0, "10:00", "09:00")], Problem.ENDS_BEFORE_START),
        ([meeting(0, "10:00", "10:00")], Problem.ENDS_BEFORE_START),
        ([meeting(0, "21:00", "01:00")], Problem.CROSSES_MIDNIGHT),
        ([meeting(0, "06:00", "18:30")], Problem.LASTS_TOO_LONG),
        ([meeting(0, "09:00", "12:00"), meeting(0, "11:00", "13:00")], Problem.OVERLAPS),
        ([*NESTED, meeting(0, "11:00", "13:00")], Problem.OVERLAPS),
        ([["", 0, "09:00", "12:00", "by mail"]], Problem.UNKNOWN_CHOICE),
        ([meeting(0, "09:00", "12:00", track="x" * 61)], Problem.TOO_LONG),
        (["monday"], Problem.UNREADABLE_SESSION),
        ([meeting(0, "09:00", "10:00")] * 201, Problem.TOO_MANY),
    ],
)
def test_a_week_that_cannot_be_is_answered(
    check: Check, rows: list[object], problem: Problem
) -> None:
    found = check({"program/new-1/sessions": rows})

    assert ("program/new-1/sessions", problem) in problems(found)


@pytest.mark.parametrize(
    "rows",
    [
        [meeting(0, "21:00", "00:00"), meeting(1, "00:00", "01:00")],  # two around midnight
        [meeting(0, "09:00", "12:00", "A"), meeting(0, "11:00", "13:00", "B")],
        [meeting(0, "09:00", "12:00"), meeting(0, "12:00", "13:00")],
        [meeting(0, "09:00", "21:00")],
    ],
)
def test_a_week_that_can_be_is_let_through(check: Check, rows: list[object]) -> None:
    assert check({"program/new-1/sessions": rows}) == []


def test_a_meeting_that_meets_two_others_is_told_of_each(check: Check) -> None:
    rows = [*NESTED, meeting(0, "11:00", "13:00")]

    found = check({"program/new-1/sessions": rows})

    assert [(each.values["number"], each.values["other"]) for each in found] == [(2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("city", "state", "code", "zone"),
    [
        ("Phoenix", "AZ", "85004", "America/Phoenix"),
        ("Honolulu", "HI", "96813", "Pacific/Honolulu"),
        ("Peoria", "IL", "61602", "America/Chicago"),
        ("Anchorage", "AK", "99501", "America/Anchorage"),
    ],
)
@pytest.mark.parametrize("hour", ["01", "02"])
def test_the_night_on_which_clocks_change_is_a_night_like_others(
    check: Check, city: str, state: str, code: str, zone: str, hour: str
) -> None:
    sunday = [meeting(6, f"{hour}:00", f"{hour}:59"), meeting(6, f"{hour}:59", "03:30")]
    place = {"city": city, "state": state, "zip": code, "program/new-1/time_zone": zone}

    assert check(place | {"program/new-1/sessions": sunday}) == []


def test_arizona_keeps_its_time_when_its_neighbors_do_not(check: Check) -> None:
    place = {"city": "Phoenix", "state": "AZ", "zip": "85004"}

    found = check(place | {"program/new-1/time_zone": "America/Denver"})

    assert problems(found) == [("program/new-1/time_zone", Problem.ZONE_ELSEWHERE)]


def test_hours_and_days_that_contradict_the_sessions_are_a_warning(check: Check) -> None:
    week = [meeting(day, "09:00", "12:00", track) for day in (0, 2, 4) for track in "AB"]
    said = {"program/new-1/sessions": week, "program/new-1/hours_a_week": 9}

    assert check(said | {"program/new-1/days_a_week": 3}) == []
    found = check(said | {"program/new-1/hours_a_week": 20, "program/new-1/days_a_week": 5})
    assert problems(found) == [
        ("program/new-1/hours_a_week", Problem.HOURS_DIFFER),
        ("program/new-1/days_a_week", Problem.DAYS_DIFFER),
    ]
    assert not any(each.is_error for each in found)


def test_forty_insurers_are_fine_and_more_than_a_hundred_are_not(check: Check) -> None:
    def plans(count: int) -> Document:
        return {f"plan/insurer-{number}/": "in" for number in range(count)}

    assert ("plan", Problem.TOO_MANY) not in problems(check(plans(40)))
    assert ("plan", Problem.TOO_MANY) in problems(check(plans(101)))


KEYS = st.one_of(
    st.sampled_from(
        [
            *WHOLE,
            *("description", "website", "confidential", "office_hours", "says/care/", "plan/", ""),
            *("program/", "program//", "program/new-1/", "program/new-1/sessions", "says", "zip"),
            *("program/new-1/states", "program/new-1/time_zone", "program/9/hours_a_week"),
            *("program/new-1/wait_days", "program/new-1/openings", "phone/hotline"),
        ]
    ),
    st.text(max_size=20),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["IL", "61602", "http://[", "http://a:b", "17:30", "+1", "online"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, JSON, max_size=12))
def test_any_json_document_gets_an_answer(check: Check, document: dict[str, object]) -> None:
    found = check(document)

    assert all(isinstance(each.problem, Problem) for each in found)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "A"]),
        st.integers(-1, 7),
        st.times().map("{:%H:%M}".format),
        st.times().map("{:%H:%M}".format),
        st.sampled_from(["in-person", "online"]),
    ).map(list),
    max_size=8,
)


@given(ROWS)
def test_a_week_without_faults_can_be_attended(check: Check, rows: list[list[object]]) -> None:
    faults = [each for each in check({"program/new-1/sessions": rows}) if each.is_error]

    overlapping = [
        (one, two)
        for place, one in enumerate(rows)
        for two in rows[:place]
        if one[:2] == two[:2] and str(one[2]) < _end(two) and str(two[2]) < _end(one)
    ]
    assert faults or not overlapping


def _end(row: list[object]) -> str:
    return "24:00" if row[3] == "00:00" else str(row[3])
