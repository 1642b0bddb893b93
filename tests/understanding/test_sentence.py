"""Sentences with their right answers, written before any of them was tried."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.understanding.reading import Explain

SENTENCES = Path(__file__).parents[1] / "sentences.jsonl"
EXAMPLES = Path(__file__).parents[3] / "shared" / "queries.jsonl"
COMPARED = ("place", "include", "exclude", "radius_miles", "text", "place_choices")
EMPTY: dict[str, Any] = {
    "place": None,
    "include": {},
    "exclude": {},
    "radius_miles": None,
    "text": "",
    "place_choices": False,
}


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def answer(explain: Explain, sentence: str) -> dict[str, Any]:
    said = explain(sentence).as_json()
    return {name: said[name] for name in COMPARED} | {"place_choices": bool(said["place_choices"])}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    return EMPTY | {name: case[name] for name in COMPARED if name in case}


@pytest.mark.parametrize("case", cases(SENTENCES), ids=lambda case: case["q"])
def test_a_sentence_is_understood(case: dict[str, Any], explain: Explain) -> None:
    assert answer(explain, case["q"]) == expected(case)


@pytest.mark.parametrize("case", cases(EXAMPLES), ids=lambda case: case["q"])
def test_an_example_is_understood(case: dict[str, Any], explain: Explain) -> None:
    assert answer(explain, case["q"]) == expected(case)


@pytest.mark.parametrize(
    "case", [case for case in cases(SENTENCES) if "wants_place" in case], ids=lambda case: case["q"]
)
def test_near_me_asks_for_a_place(case: dict[str, Any], explain: Explain) -> None:
    assert explain(case["q"]).wants_place


@pytest.mark.parametrize(
    "sentence",
    [
        "IOP accepting new clients in Denver, CO",
        "is anyone taking new patients for suboxone",
        "outpatient, no waiting list",
        "consejería que acepte pacientes nuevos",
        "takes new clients now",
    ],
)
def test_new_clients_are_a_filter(sentence: str, explain: Explain) -> None:
    understood = explain(sentence)

    assert understood.criteria.accepting
    assert understood.criteria.text == ""
    assert any(piece.accepting for piece in understood.pieces)


@pytest.mark.parametrize(
    "sentence", ["they are not accepting new clients", "accepting Medicaid", "detox bed available"]
)
def test_what_says_less_asks_for_no_openings(sentence: str, explain: Explain) -> None:
    assert not explain(sentence).criteria.accepting
