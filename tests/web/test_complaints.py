"""What is wrong with a listing, as people read it."""

import pytest
from flask import Flask

from directory import context
from directory.domain.findings import Finding, Problem
from directory.web import complaints

VALUES = {
    "typed": "abc",
    "most": 30,
    "entered": 31,
    "zip": "61602",
    "place": "Toledo, OH",
    "state": "Illinoy",
    "code": "IL",
    "city": "Peoria",
    "term": "spa",
    "insurer": "acme",
    "kind": "XYZ",
    "zone": "America/Denver",
    "local": "America/Phoenix",
    "other": 1,
    "day": 0,
    "start": "21:00",
    "end": "01:00",
    "stated": 9.0,
    "least": 6,
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_a_sentence(lasting_app: Flask, problem: Problem, language: str) -> None:
    with lasting_app.test_request_context(), context.speaking(language):
        said = complaints.complaint(Finding("name", problem, VALUES))

    assert said.endswith((".", "?"))
    assert "%(" not in said


def test_a_complaint_about_a_session_names_it(lasting_app: Flask) -> None:
    finding = Finding("program/12/sessions", Problem.OVERLAPS, {"number": 3, "other": 1, "day": 0})

    with lasting_app.test_request_context():
        said = complaints.complaint(finding)

    assert said.startswith("Session 3: It overlaps with session 1 on Monday.")


def test_what_passes_midnight_is_to_be_entered_as_two_sessions(lasting_app: Flask) -> None:
    values = {"number": 1, "start": "21:00", "end": "01:00"}

    with lasting_app.test_request_context():
        said = complaints.complaint(Finding("x", Problem.CROSSES_MIDNIGHT, values))

    assert "two sessions: one until midnight (00:00), and one from midnight" in said


@pytest.mark.parametrize(("least", "counted"), [(9, "9"), (6, "6 to 9")])
def test_hours_that_were_counted_are_a_number_or_a_range(
    lasting_app: Flask, least: int, counted: str
) -> None:
    values = {"stated": 20, "least": least, "most": 9}

    with lasting_app.test_request_context():
        said = complaints.complaint(Finding("x", Problem.HOURS_DIFFER, values))

    assert f"the sessions come to {counted}." in said


def test_the_errors_of_a_field_come_before_its_warnings() -> None:
    warning, error = (Finding("zip", each) for each in (Problem.NO_ZIP, Problem.UNREADABLE_ZIP))

    assert complaints.by_key([warning, error]) == {"zip": [error, warning]}
