import json

from click.testing import Result
from flask import Flask


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["explain", *args])


def test_each_piece_is_shown_with_what_it_asks_for(app: Flask) -> None:
    result = run(app, "evening IOP near Peoria, IL, no AA")

    assert result.output.splitlines() == [
        "evening: Evening (when)",
        "IOP: Intensive outpatient (IOP) (care)",
        "Peoria, IL: Peoria, IL",
        "AA: not 12-step facilitation (AA, NA) (therapy)",
    ]


def test_choices_corrections_and_words_are_said(app: Flask) -> None:
    result = run(app, "suboxne springfield Serenity Lane")

    assert "Which place: Springfield, MA; Springfield, IL;" in result.output
    assert "Searched for suboxone instead of suboxne." in result.output
    assert "Words: serenity lane" in result.output


def test_nobody_is_located(app: Flask) -> None:
    assert "nobody is located" in run(app, "rehab near me").output


def test_filler_alone_filters_nothing(app: Flask) -> None:
    assert run(app, "please help").output == "Nothing to filter by.\n"


def test_json_is_as_promised(app: Flask) -> None:
    result = run(app, "--json", "detox within 10 miles of Peoria, IL")

    assert json.loads(result.output) == {
        "query": "detox within 10 miles of Peoria, IL",
        "place": {"city": "Peoria", "state": "IL"},
        "radius_miles": 10,
        "place_choices": [],
        "include": {"care": ["detox"]},
        "exclude": {},
        "text": "",
        "corrections": [],
        "spans": [
            {"start": 0, "end": 5, "facet": "care", "slug": "detox"},
            {"start": 13, "end": 24, "facet": "radius", "slug": "10"},
            {"start": 25, "end": 35, "facet": "place", "slug": "Peoria, IL"},
        ],
        "wants_place": False,
    }


def test_taken_exactly_nothing_is_corrected(app: Flask) -> None:
    assert "instead of" not in run(app, "--exact", "suboxne").output


def test_a_missing_sentence_is_wrong_usage(app: Flask) -> None:
    assert run(app).exit_code == 2
