"""What holds for the vocabulary's own files, whatever terms they gain."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.domain import names
from directory.domain.vocabulary import Claim, Facet, Selection, Vocabulary

# Words that hurt people. They are understood as synonyms, and never said.
STIGMA = re.compile(
    r"\b(addicts?|alcoholic|alcoholism|junkies?|crackheads?|drunks?|dirty|clean|drug abuse|"
    r"substance abuse|abusers?|felons?|inmates?|offenders?|adictos?|drogadictos?|"
    r"borrachos?|sucios?|limpios?)\b",
    re.IGNORECASE,
)


def codes_in(book: Path) -> Iterator[str]:
    sheet = CalamineWorkbook.from_path(book).get_sheet_by_name("Service Code Reference")
    first, *rows = sheet.to_python()
    heading = [str(cell).strip().casefold() for cell in first]
    category, code = heading.index("category_code"), heading.index("service_code")
    return (f"{str(row[category]).strip()}:{str(row[code]).strip()}" for row in rows)


def test_every_facet_has_terms(vocabulary: Vocabulary) -> None:
    empty = [facet for facet in Facet if not vocabulary.of_facet(facet)]

    assert empty == []


def test_every_term_is_explained_in_both_languages(vocabulary: Vocabulary) -> None:
    silent = [
        term.slug
        for term in vocabulary
        if not (term.label and term.label_es and term.definition and term.definition_es)
    ]

    assert silent == []


def test_a_short_label_is_no_longer_than_the_label(vocabulary: Vocabulary) -> None:
    long = [term.slug for term in vocabulary if len(term.short) > len(term.label)]

    assert long == []


def test_no_term_speaks_harshly(vocabulary: Vocabulary) -> None:
    said = [
        (term.slug, text)
        for term in vocabulary
        for text in (term.label, term.label_es, term.definition, term.definition_es)
        if STIGMA.search(text)
    ]

    assert said == []


def test_harsh_words_are_understood(vocabulary: Vocabulary) -> None:
    alcohol = vocabulary.terms[Selection(Facet.SUBSTANCE, "alcohol")]

    assert "alcoholic" in alcohol.synonyms


def test_a_word_that_says_nothing_is_no_synonym(vocabulary: Vocabulary) -> None:
    vague = {
        "treatment",
        "program",
        "help",
        "clinic",
        "counseling",
        "rehab",
        "center",
        "tratamiento",
    }

    found = [(term.slug, name) for term in vocabulary for name in term.names if name in vague]

    assert found == []


def test_no_synonym_is_only_a_state_or_a_number(vocabulary: Vocabulary) -> None:
    states = {"va", "or", "in", "me", "ca", "pa", "ma", "md", "mi", "co", "ct", "al", "oh", "ok"}

    found = [
        (term.slug, name)
        for term in vocabulary
        for name in term.names
        if " ".join(names.words(name)) in states or "".join(names.words(name)).isdigit()
    ]

    assert found == []


def test_a_level_of_care_names_the_edition_of_its_number(vocabulary: Vocabulary) -> None:
    levels = [term for term in vocabulary if term.asam]

    assert {term.facet for term in levels} == {Facet.CARE}
    assert {term.asam_edition for term in levels} == {4}


@pytest.mark.parametrize(
    ("slug", "hours"),
    [("intensive-outpatient", "9 to 19"), ("partial-hospitalization", "20 or more")],
)
def test_hours_a_week_are_said(vocabulary: Vocabulary, slug: str, hours: str) -> None:
    level = vocabulary.terms[Selection(Facet.CARE, slug)]

    assert hours in level.definition


def test_an_insurer_implies_a_payer_class(vocabulary: Vocabulary) -> None:
    classes = {term.slug for term in vocabulary.of_facet(Facet.INSURANCE) if term.codes}

    implied = {term.implies for term in vocabulary if term.implies}

    assert {"private", "medicaid", "medicare"} <= implied <= classes


def test_a_parent_stands_for_itself_and_its_children(vocabulary: Vocabulary) -> None:
    below = vocabulary.with_children(Selection(Facet.CARE, "residential"))

    assert [slug for _, slug in below] == [
        "residential",
        "residential-short-term",
        "residential-long-term",
    ]


@pytest.mark.parametrize(
    ("code", "selection"),
    [
        ("OT:NOOP", Selection(Facet.SUBSTANCE, "opioids")),
        ("AUT:NAUT", Selection(Facet.SUBSTANCE, "alcohol")),
    ],
)
def test_a_denying_code_says_no(vocabulary: Vocabulary, code: str, selection: Selection) -> None:
    assert vocabulary.claims[code] == (Claim(selection, denies=True),)


@pytest.mark.national
def test_every_code_stands_in_a_code_book(vocabulary: Vocabulary, shared_data: Path) -> None:
    books = shared_data.glob("national-directory-*.xlsx")

    known = {code for book in books for code in codes_in(book)}

    assert set(vocabulary.claims) - known == set()
