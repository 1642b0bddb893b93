"""What differs, in the words that providers and editors read."""

from flask import Flask

from directory.domain import documents
from directory.domain.differences import Difference
from directory.domain.vocabulary import Vocabulary
from directory.web import difference_words
from directory.web.difference_words import Told

EVERY = [
    *(*documents.SITE_TEXTS, *documents.ADDRESS_TEXTS, *documents.PROGRAM_VALUES),
    *(f"{documents.PHONE}/{line}" for line in documents.LINES),
    *("confidential", "office_hours", "openings", "wait_days", "sessions", "states"),
]
EVENINGS = [
    ["Evening", 0, "17:30", "20:30", "in-person"],
    ["Evening", 3, "17:30", "20:30", "in-person"],
]


def one(app: Flask, vocabulary: Vocabulary, key: str, was: object, became: object) -> Told:
    with app.test_request_context("/"):
        (found,) = difference_words.told([Difference(key, was, became)], vocabulary)
    return found


def test_a_fact_is_named_with_its_facet(app: Flask, vocabulary: Vocabulary) -> None:
    found = one(app, vocabulary, "says/insurance/medicaid", None, "no")

    assert (found.part, found.about) == ("The whole site", "Ways to pay: Medicaid")
    assert (found.was, found.became) == ((), ("No",))


def test_sessions_are_a_week(app: Flask, vocabulary: Vocabulary) -> None:
    found = one(app, vocabulary, "program/12/sessions", None, EVENINGS)

    assert found.about == "Sessions"
    assert found.became == ("Mon, Thu 5:30 PM to 8:30 PM, in person, Evening",)


def test_office_hours_are_days_with_times(app: Flask, vocabulary: Vocabulary) -> None:
    found = one(app, vocabulary, "office_hours", "mon-0900-1700 tue-0900-1700", None)

    assert found.was == ("Mon, Tue: 9:00 AM to 5:00 PM",)


def test_what_a_draft_holds_and_nobody_can_read_stands_as_it_was_typed(
    app: Flask, vocabulary: Vocabulary
) -> None:
    hours = one(app, vocabulary, "office_hours", None, "mon-nine-1700")
    sessions = one(app, vocabulary, "program/12/sessions", None, [["", 0, "nine", "", ""]])

    assert hours.became == ("mon-nine-1700",)
    assert sessions.became == (" 0 nine  ",)


def test_a_plan_says_whether_it_is_in_the_network(app: Flask, vocabulary: Vocabulary) -> None:
    found = one(app, vocabulary, "plan/aetna/PPO", "in", "out")

    assert found.about == "Plan: Aetna PPO"
    assert (found.was, found.became) == (("Taken, in network",), ("Taken, out of network",))


def test_numbers_to_call_stand_as_people_dial_them(app: Flask, vocabulary: Vocabulary) -> None:
    found = one(app, vocabulary, "phone/intake", ["+13095550100"], ["+13095550101"])

    assert (found.was, found.became) == (("(309) 555-0100",), ("(309) 555-0101",))


def test_the_site_comes_before_its_programs_and_each_has_its_name(
    app: Flask, vocabulary: Vocabulary
) -> None:
    changed = [
        Difference("program/7/cost", None, "Free"),
        Difference("program/8/care", "detox", None),
        Difference("phone/main", None, ["+13095550100"]),
        Difference("name", "Harbor", "Harbor House"),
    ]
    with app.test_request_context("/"):
        found = difference_words.told(changed, vocabulary, {"program/7/care": "outpatient"})
        grouped = difference_words.parts(found)

    assert [(name, [each.about for each in those]) for name, those in grouped] == [
        ("The whole site", ["Name", "Main phone"]),
        ("Outpatient", ["Cost"]),
        (vocabulary_label(vocabulary), ["Level of care"]),
    ]


def vocabulary_label(vocabulary: Vocabulary) -> str:
    return next(each.label for each in vocabulary if each.slug == "detox")


def test_every_key_of_a_document_has_words(app: Flask, vocabulary: Vocabulary) -> None:
    with app.test_request_context("/"):
        labels = [difference_words.label(name, vocabulary) for name in EVERY]
        words = [str(difference_words.LABELS[name]) for name in EVERY]

    assert labels == words
