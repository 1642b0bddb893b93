"""Lists of every format, brought in at the shell."""

import csv
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from directory import context
from directory.storage import listings
from directory.storage.models import ProviderRow
from tests.colorado import row, write_colorado
from tests.exchange.findtreatment_workbook import write_export
from tests.exchange.test_example_mapping import EVENING, write

MAPPING = '[list]\nslug = "mine"\nname = "Mine {year}"\n[site]\nname = "Agency"\nzip = "ZIP"\n'


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, args)])


def count(app: Flask) -> int:
    with context.held(app).database.reading() as session:
        return session.scalar(select(func.count()).select_from(ProviderRow)) or 0


def test_lists_of_several_formats_come_in_together_and_again(app: Flask, tmp_path: Path) -> None:
    files = (
        write_export(tmp_path / "export-tx-2023.xlsx"),
        write_colorado(tmp_path / "colorado-2023-05-16.csv"),
    )

    first = run(app, *files)
    again = run(app, *files)

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    assert count(app) == 2
    assert again.stdout.count("unchanged        1") == 2
    assert "The index holds" not in again.stdout


def test_any_list_comes_in_by_a_mapping(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", [EVENING])

    result = run(app, path, "--format", "csv", "--mapping", "example")

    assert result.exit_code == 0, result.output
    assert "Example list of programs 2026 (list.csv): 1 rows" in result.stdout
    with context.held(app).database.reading() as session:
        ((site,),) = listings.all_in_batches(session)
    assert (site.full_name, len(site.office_hours)) == ("Harbor House, North", 5)
    assert len(site.programs[0].sessions) == 2


def test_a_mapping_may_be_a_file_of_ones_own(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "list-2026-02-01.csv", [EVENING])
    (tmp_path / "mine.toml").write_text(MAPPING)

    result = run(app, path, "--mapping", tmp_path / "mine.toml")

    assert "Mine 2026 (list-2026-02-01.csv): 1 rows" in result.stdout


def test_a_mapping_with_a_fault_is_told_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", [EVENING])
    (tmp_path / "mine.toml").write_text(MAPPING.replace("ZIP", "Zone").replace("zip", "zap"))

    result = run(app, path, "--mapping", tmp_path / "mine.toml")

    assert result.exit_code == 1
    assert result.stderr == "Error: mine.toml: site.zap means nothing; did you mean zip?\n"
    assert count(app) == 0


def test_a_list_without_a_mapping_is_told_of_both_options(app: Flask, tmp_path: Path) -> None:
    result = run(app, write(tmp_path / "list.csv", [EVENING]))

    assert result.exit_code == 1
    assert "--mapping names one, --suggest-mapping drafts one." in result.stderr


def test_a_mapping_is_drafted_and_nothing_imported(app: Flask, tmp_path: Path) -> None:
    result = run(app, "--suggest-mapping", write(tmp_path / "list.csv", [EVENING]))

    assert result.exit_code == 0
    assert 'name = "Agency"' in result.stdout
    assert count(app) == 0


def test_a_draft_of_a_broken_file_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"")

    result = run(app, "--suggest-mapping", tmp_path / "list.csv")

    assert (result.exit_code, result.stderr) == (1, "Error: list.csv is empty.\n")


def test_remarks_and_skipped_rows_stand_in_the_report(app: Flask, tmp_path: Path) -> None:
    odd = row(AccountID="2", lat="312", lon="8", DisplayName="=1+1")
    bad = row(AccountID="3", AddressOneLine="behind the mill")
    path = write_colorado(tmp_path / "colorado-2023-05-16.csv", [row(), odd, bad])

    result = run(app, path, "--report", tmp_path / "report.csv")

    assert "skipped          1" in result.stdout
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        told = {line["line"]: line for line in csv.DictReader(file)}
    assert "do not lie on the earth" in told["3"]["note"]
    assert told["3"]["name"] == "'=1+1"
    assert told["4"]["outcome"] == "skipped"


@pytest.mark.parametrize("args", [["--format", "ladder"], ["--mapping"]])
def test_wrong_usage_is_exit_2(app: Flask, tmp_path: Path, args: list[str]) -> None:
    assert run(app, tmp_path / "list.csv", *args).exit_code == 2
