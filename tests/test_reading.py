"""The measures of reading, against texts whose measure is known."""

import html5lib
import pytest

from tests import reading


def test_flesch_kincaid_of_a_sentence_of_one_syllable_words() -> None:
    measure = reading.english(["The cat sat on the mat."])

    assert (measure.sentences, measure.words, measure.syllables) == (1, 6, 6)
    assert measure.grade == pytest.approx(-1.45)


def test_a_hard_sentence_is_far_above_sixth_grade() -> None:
    hard = "Pharmacological interventions necessitate individualized psychosocial evaluation."

    assert reading.english([hard]).grade > 20


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("treatment", 2), ("opioids", 3), ("FMLA", 4), ("naloxone", 3), ("one-on-one", 3)],
)
def test_english_syllables(word: str, syllables: int) -> None:
    assert reading.english_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("tratamiento", 4),
        ("guía", 2),
        ("país", 2),
        ("ciudad", 2),
        ("qué", 1),
        ("guerra", 2),
        ("averigüe", 4),
        ("y", 1),
    ],
)
def test_spanish_syllables(word: str, syllables: int) -> None:
    assert reading.spanish_syllables(word) == syllables


def test_tables_headings_and_source_marks_are_not_read() -> None:
    html = """<h2>Head</h2><p>One thing.\u2060<sup>[1]</sup> Two <b>things</b>.</p>
        <ul><li>Three</li></ul><table><tr><td>Four.</td></tr></table>"""
    body = html5lib.parse(html, namespaceHTMLElements=False)[1]

    assert list(reading.prose(body)) == ["One thing. Two things.", "Three"]
    assert reading.english(reading.prose(body)).sentences == 3
