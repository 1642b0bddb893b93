"""What an editor should look at, at the shell."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from directory import context
from directory.domain.facts import Answer
from tests.factories import said
from tests.services.imported import every, provider_says, provider_writes
from tests.spreadsheets import MENTAL_HEALTH, row, write_directory


@pytest.fixture
def reviewed(app: Flask, tmp_path: Path) -> Flask:
    """A list brought two names at one street and telephone, and a code that nobody knows."""
    rows = [
        row(Service_code_info="SA * OIT * CBT ZZZ"),
        row(Name1="Bayside Clinic", Service_code_info="SA * OIT"),
    ]
    explained = ("TC:SA", "SET:OIT", "TAP:CBT", "TAP:ZZZ")
    path = write_directory(tmp_path / "facilities.xlsx", rows, explained=explained)
    assert run(app, "import", str(path)).exit_code == 0
    path = write_directory(
        tmp_path / "mental.xlsx",
        [row(Name1="Hill House", Service_code_info="MH * OP")],
        explained=MENTAL_HEALTH,
        title="2023 MH Facilities for All Cities",
    )
    assert run(app, "import", str(path)).exit_code == 0
    return app


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=list(args))


def read(app: Flask, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(app, *args, "--json").stdout)
    return found


def test_what_no_filter_knows_is_shown(reviewed: Flask) -> None:
    table = run(reviewed, "review", "unclaimed").stdout.splitlines()

    assert table[0].split() == ["sites", "list", "category", "label"]
    assert ["1", "samhsa-directory-2023", "TAP", "ZZZ"] in [line.split() for line in table]
    assert {"sites": 1, "list": "samhsa-directory-2023", "category": "TAP", "label": "ZZZ"} in read(
        reviewed, "review", "unclaimed", "--source", "samhsa-directory-2023"
    )


def test_doubts_are_shown_and_counted_by_the_doctor(reviewed: Flask) -> None:
    found = read(reviewed, "review", "doubts")
    doctor = run(reviewed, "doctor")

    assert {each["why"] for each in found} == {"same-street-and-phone"}
    assert f"{len(found)} pair" in doctor.stdout
    assert doctor.exit_code == 0


def test_conflicts_are_shown_with_both_sides(reviewed: Flask) -> None:
    database = context.held(reviewed).database
    site = every(database)[0]
    provider_says(database, site.id, said("therapy", "cbt", Answer.NO))
    provider_writes(database, site.id, name="Harbor Homes")

    found = read(reviewed, "review", "conflicts")

    sides = {each["about"]: (each["shown"], each["the list says"]) for each in found}
    assert sides["name"] == ("Harbor Homes", "Harbor House")
    assert sides["therapy/cbt"] == ("no", "yes")


def test_the_history_of_a_listing_is_shown(reviewed: Flask) -> None:
    slug = every(context.held(reviewed).database)[0].slug

    found = read(reviewed, "history", slug)

    assert ("therapy/cbt", "yes") in [(each["about"], each["said"]) for each in found]
    assert "therapy/cbt" in run(reviewed, "history", slug).stdout


def test_a_listing_that_is_not_there_is_said(app: Flask) -> None:
    missing = run(app, "history", "nowhere")

    assert (missing.exit_code, missing.output) == (1, "Error: There is no listing nowhere.\n")


@pytest.mark.parametrize("what", ["unclaimed", "doubts", "conflicts"])
def test_where_nothing_waits_nothing_is_shown(app: Flask, what: str) -> None:
    assert run(app, "review", what).output == "Nothing.\n"
    assert read(app, "review", what) == []
