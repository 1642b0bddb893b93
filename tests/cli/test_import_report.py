import csv
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.test_importing import count, run
from tests.spreadsheets import row, write_directory


def test_the_report_accounts_for_every_row(app: Flask, tmp_path: Path) -> None:
    path = write_directory(
        tmp_path / "facilities.xlsx",
        [row(), row(Street2="Suite 2"), row(Name1="@HYPERLINK(1)"), row(Name1=None)],
    )

    run(app, path, "--report", tmp_path / "report.csv")

    with (tmp_path / "report.csv").open(newline="") as file:
        rows = {int(line["line"]): line for line in csv.DictReader(file)}
    assert {line: cells["outcome"] for line, cells in rows.items()} == {
        2: "added",
        3: "merged",
        4: "added",
        5: "skipped",
    }
    assert rows[3]["note"] == "the same site as line 2"
    assert rows[4]["name"] == "'@HYPERLINK(1)"
    assert rows[2]["unclaimed_codes"] == "TC:SA"


@pytest.mark.parametrize("place", ["nowhere/report.csv", "."])
def test_a_report_that_cannot_be_written_is_told_before_anything_happens(
    app: Flask, path: Path, tmp_path: Path, place: str
) -> None:
    result = run(app, path, "--report", tmp_path / place)

    assert result.exit_code == 1
    assert re.fullmatch(r"Error: The report .* cannot be written: .*\.\n", result.stderr)
    assert count(app) == 0


def test_a_refused_import_leaves_the_earlier_report(app: Flask, path: Path, tmp_path: Path) -> None:
    report, fresh = tmp_path / "report.csv", tmp_path / "fresh.csv"
    report.write_text("as it was")
    write_directory(path, [])

    for target in (report, fresh):
        assert run(app, path, "--report", target).exit_code == 1

    assert report.read_text() == "as it was"
    assert sorted(one.name for one in tmp_path.glob("*.csv*")) == ["report.csv"]


def test_a_report_takes_the_place_of_the_earlier_one(
    app: Flask, path: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    report.write_text("as it was")

    run(app, path, "--report", report)

    assert report.read_text().startswith("file,line,outcome")
    assert [one.name for one in tmp_path.glob("*.csv*")] == ["report.csv"]


def test_a_report_may_go_to_a_device(app: Flask, path: Path) -> None:
    result = run(app, path, "--report", "/dev/null")

    assert result.exit_code == 0
    assert Path("/dev/null").is_char_device()
