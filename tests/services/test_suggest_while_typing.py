import time
from statistics import median

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.services.suggest_while_typing import Kind
from tests.factories import Make, listing


def labels(session: Session, kind: Kind, text: str, *, spanish: bool = False) -> list[str]:
    found = context.suggester().suggest(session, kind, text, spanish=spanish)
    return [suggestion.label for suggestion in found]


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        (Kind.PLACE, "peor", "Peoria, IL"),
        (Kind.PLACE, "606", "60601 Chicago, IL"),
        (Kind.PLACE, "cook county", "Cook County, IL"),
        (Kind.PLACE, "ohi", "Ohio"),
        (Kind.THERAPY, "dialec", "Dialectical behavior therapy (DBT)"),
        (Kind.THERAPY, "horse", "Equine therapy (with horses)"),
        (Kind.INSURANCE, "blue c", "Blue Cross Blue Shield"),
        (Kind.INSURANCE, "tenn", "Medicaid"),
        (Kind.MEDICATION, "subox", "Buprenorphine (Suboxone, Sublocade and others)"),
    ],
)
def test_a_beginning_is_completed(kind: Kind, text: str, label: str, session: Session) -> None:
    assert label in labels(session, kind, text)


def test_a_provider_is_found_from_the_middle_of_its_name(session: Session, make: Make) -> None:
    make.listing("The Harbor House")

    assert labels(session, Kind.PROVIDER, "harb") == ["The Harbor House (Peoria, IL)"]


def test_a_name_that_begins_so_comes_before_one_that_contains_it(
    session: Session, make: Make
) -> None:
    make.listings([listing("Old Harbor"), listing("Harbor House")])

    found = labels(session, Kind.PROVIDER, "harbor")

    assert found == ["Harbor House (Peoria, IL)", "Old Harbor (Peoria, IL)"]


def test_labels_can_be_spanish(session: Session) -> None:
    found = labels(session, Kind.THERAPY, "terapia con cab", spanish=True)

    assert found == ["Terapia con caballos"]


@pytest.mark.parametrize("text", ["", "   ", "...", "qqqqqq"])
def test_what_begins_nothing_is_completed_by_nothing(text: str, session: Session) -> None:
    assert labels(session, Kind.THERAPY, text) == []


def test_a_keystroke_takes_less_than_twenty_milliseconds(
    app: Flask, session: Session, make: Make
) -> None:
    make.listings([listing(f"Harbor House {number}") for number in range(500)])
    times = []
    for kind in Kind:
        labels(session, kind, "h")
        for text in ("h", "ha", "har", "new", "s"):
            started = time.perf_counter()
            labels(session, kind, text)
            times.append(time.perf_counter() - started)

    assert median(times) < 0.02
