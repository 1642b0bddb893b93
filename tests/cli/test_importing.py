from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from directory import context
from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection
from directory.storage import listings
from directory.storage.models import ProviderRow
from tests.spreadsheets import MENTAL_HEALTH, row, write_directory


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, args)])


def count(app: Flask) -> int:
    with context.held(app).database.reading() as session:
        return session.scalar(select(func.count()).select_from(ProviderRow)) or 0


def counts(result: Result) -> dict[str, int]:
    words = [line.split() for line in result.stdout.splitlines() if line.startswith("  ")]
    return {word[0]: int(word[1].replace(",", "")) for word in words if len(word) == 2}


def test_a_file_is_loaded_and_counted(app: Flask, path: Path) -> None:
    result = run(app, path)

    assert result.exit_code == 0
    assert "Drug and Alcohol Use Treatment Facilities 2023 (facilities.xlsx): 1 rows" in (
        result.stdout
    )
    assert counts(result) == {
        "added": 1,
        "changed": 0,
        "moved": 0,
        "unchanged": 0,
        "merged": 0,
        "skipped": 0,
        "gone": 0,
    }
    assert "The index holds 1 sites." in result.stdout


def test_what_was_loaded_is_in_the_index(app: Flask, path: Path) -> None:
    run(app, path)

    wanted = Criteria(include=frozenset({Selection(Facet.CARE, "intensive-outpatient")}))
    assert context.engine().search(wanted, today=date(2023, 6, 1)).total == 1


def test_the_same_file_again_leaves_the_index_alone(app: Flask, path: Path) -> None:
    run(app, path)

    result = run(app, path)

    assert counts(result)["unchanged"] == 1
    assert "index" not in result.stdout


def test_a_dry_run_writes_nothing_and_says_so(app: Flask, path: Path) -> None:
    result = run(app, path, "--dry-run")

    assert counts(result)["added"] == 1
    assert "Nothing was written" in result.stdout
    assert count(app) == 0


def test_skipped_rows_are_told_with_their_reasons(app: Flask, tmp_path: Path) -> None:
    path = write_directory(tmp_path / "facilities.xlsx", [row(Zip="soon"), row()])

    result = run(app, path)

    assert "Line 2 was skipped: soon is not a ZIP code. Harbor House" in result.stdout
    assert count(app) == 1


def test_codes_without_a_filter_are_told(app: Flask, path: Path) -> None:
    assert (
        "1 codes have no filter yet and were kept, most often: TC:SA (1)" in run(app, path).stdout
    )


def test_each_file_is_imported_whole_or_not_at_all(app: Flask, path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "letter.xlsx"
    broken.write_text("Dear editor")
    older = write_directory(tmp_path / "older.xlsx", title="2022 SU Facilities")
    other = write_directory(
        tmp_path / "other.xlsx", explained=MENTAL_HEALTH, title="2023 MH Facilities"
    )

    result = run(app, path, broken, older, other, "--report", tmp_path / "report.csv")

    assert result.exit_code == 1
    letter, edition = result.stderr.splitlines()
    assert letter == "Error: letter.xlsx is not an Excel workbook (.xlsx)."
    assert edition.startswith("Error: The directory holds samhsa-directory-2023 already")
    assert count(app) == 1
    assert "(facilities.xlsx): 1 rows" in result.stdout
    assert "(other.xlsx): 1 rows" in result.stdout
    assert "The index holds 1 sites." in result.stdout
    assert (tmp_path / "report.csv").read_text().count("\n") == 3


def test_a_trial_of_several_files_tells_what_the_import_then_does(
    app: Flask, path: Path, tmp_path: Path
) -> None:
    other = write_directory(
        tmp_path / "other.xlsx", explained=MENTAL_HEALTH, title="2023 MH Facilities"
    )

    trial = run(app, path, other, "--dry-run")
    assert count(app) == 0
    real = run(app, path, other)

    told = [line for line in trial.stdout.splitlines() if line.startswith("  ")]
    assert "  merged           1" in told
    assert told == [line for line in real.stdout.splitlines() if line.startswith("  ")]


def test_what_changed_and_what_is_doubtful_is_told(app: Flask, path: Path) -> None:
    run(app, write_directory(path, [row(), row(Name1="Bayside Clinic", Street1="9 Hill Road")]))
    rows = [
        row(Street1="77 Quay Street", Service_code_info="SA * OP OIT * DBT * MD"),
        row(Name1="Hill House", Street1="9 Hill Road"),
    ]

    result = run(app, write_directory(path, rows))

    assert counts(result)["moved"] == counts(result)["added"] == counts(result)["gone"] == 1
    assert "therapy/cbt yes → not said (1)" in result.stdout
    assert "  1 may be one place with another; an editor has to look." in result.stdout
    assert "Pairs of listings that may be one place, for an editor: 1." in result.stdout


def test_a_missing_column_is_told_and_nothing_written(app: Flask, tmp_path: Path) -> None:
    columns = (
        "Name1",
        "Street1",
        "City",
        "State",
        "Phone",
        "Service_code_info",
        "Name2",
        "Street2",
    )
    path = write_directory(tmp_path / "facilities.xlsx", columns=columns)

    result = run(app, path)

    assert result.exit_code == 1
    assert "has no column zip, intake1, intake2." in result.stderr
    assert count(app) == 0


def test_an_older_edition_is_refused_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    run(app, write_directory(tmp_path / "new.xlsx", title="2024 SU Facilities"))

    result = run(app, write_directory(tmp_path / "old.xlsx", title="2023 SU Facilities"))

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The directory holds samhsa-directory-2024 already")


@pytest.mark.parametrize("args", [[], ["facilities.xlsx", "--format", "psychic"]])
def test_wrong_usage_is_exit_2(app: Flask, args: list[str]) -> None:
    assert run(app, *args).exit_code == 2


def test_the_day_may_be_given(app: Flask, path: Path) -> None:
    run(app, path, "--reported-on", "2023-05-01")

    (listing,) = next(listings.all_in_batches(context.session()))
    assert listing.confirmed_on is not None
    assert listing.confirmed_on.isoformat() == "2023-05-01"


def test_a_file_without_a_facility_marks_nothing_gone(app: Flask, path: Path) -> None:
    run(app, path)
    write_directory(path, [])

    result = run(app, path)

    assert result.exit_code == 1
    assert result.stderr == "Error: facilities.xlsx has no row that describes a facility.\n"


def test_a_file_without_most_sites_goes_on_only_when_told(app: Flask, path: Path) -> None:
    run(app, write_directory(path, [row(Street1=f"{one} Main Street") for one in range(1, 25)]))
    write_directory(path, [row(Street1="1 Main Street")])

    refused = run(app, path)
    allowed = run(app, path, "--allow-gone")

    assert refused.exit_code == 1
    assert "leaves out 23 of the 24 sites" in refused.stderr
    assert counts(allowed)["gone"] == 23


def test_a_day_to_come_is_refused(app: Flask, path: Path) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)

    result = run(app, path, "--reported-on", tomorrow)

    assert result.exit_code == 1
    assert result.stderr == f"Error: --reported-on {tomorrow} lies in the future.\n"
    assert count(app) == 0
