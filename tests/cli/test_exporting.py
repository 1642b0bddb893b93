"""The whole directory to a file, and back."""

import json
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete

from directory import context
from directory.storage.models import OutboxRow, PhoneRow, ProgramFactRow, ProgramRow, ProviderRow
from tests.factories import Make
from tests.services.copied import shown


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=[*map(str, args)])


@pytest.mark.parametrize("name", ["directory.csv", "directory.zip", "DIRECTORY.ZIP"])
def test_what_is_written_can_be_imported_again(
    app: Flask, make: Make, tmp_path: Path, name: str
) -> None:
    make.listings([])
    make.listing(description="=1+1")
    database = context.held(app).database
    before = shown(database)
    written = run(app, "export", "csv", "--out", tmp_path / name)
    with database.writing() as session:
        for table in (PhoneRow, ProgramFactRow, ProgramRow, ProviderRow, OutboxRow):
            session.execute(delete(table))
        session.commit()

    imported = run(app, "import", tmp_path / name)

    assert (written.exit_code, imported.exit_code) == (0, 0), imported.output
    assert f"Wrote 1 sites to {tmp_path / name}." in written.stderr
    assert is_zipfile(tmp_path / name) == name.lower().endswith("zip")
    assert shown(database) == before


def test_other_formats_are_one_file_each(app: Flask, make: Make, tmp_path: Path) -> None:
    make.listing()

    run(app, "export", "geojson", "--out", tmp_path / "sites.geojson")
    run(app, "export", "hsds", "--out", tmp_path / "hsds.zip")

    assert json.loads((tmp_path / "sites.geojson").read_text())["type"] == "FeatureCollection"
    with ZipFile(tmp_path / "hsds.zip") as zipped:
        assert "datapackage.json" in zipped.namelist()


def test_a_file_that_cannot_be_written_is_one_sentence(app: Flask, tmp_path: Path) -> None:
    result = run(app, "export", "csv", "--out", tmp_path / "nowhere" / "directory.csv")

    assert result.exit_code == 1
    assert "directory.csv cannot be written: No such file or directory." in result.stderr


def test_the_file_that_was_there_stays_until_the_new_one_is_whole(
    app: Flask, make: Make, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text("before")
    make.listing()

    run(app, "export", "csv", "--out", path)

    assert path.read_text().startswith("table,")
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []


@pytest.mark.parametrize("args", [["xml", "--out", "x"], ["csv"], []])
def test_wrong_usage_is_said(app: Flask, args: list[str]) -> None:
    assert run(app, "export", *args).exit_code == 2
