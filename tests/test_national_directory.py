"""The main job on real data: SAMHSA's file loaded, and the page compared with a direct count."""

import re
from collections.abc import Iterator
from math import acos, cos, radians, sin
from pathlib import Path
from statistics import mean

import pytest
import zipcodes
from flask import Flask
from python_calamine import CalamineWorkbook

from config import Settings
from directory import context
from directory.app import create_app

pytestmark = pytest.mark.national

FILE = "national-directory-su-facilities-2023.xlsx"
ASKED = "near=Peoria, IL&radius=50&care=intensive-outpatient&therapy=cbt&insurance=medicaid"
Where = tuple[float, float]


@pytest.fixture(scope="module")
def directory(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, shared_data: Path
) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("national")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    result = app.test_cli_runner().invoke(args=["import", str(shared_data / FILE)])
    assert result.exit_code == 0, result.output
    yield app
    context.held(app).database.close()


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[dict[str, str]]:
    sheet = CalamineWorkbook.from_path(shared_data / FILE).get_sheet_by_index(0).to_python()
    names = [str(cell).strip().lower() for cell in sheet[0]]
    return [dict(zip(names, map(str, row), strict=True)) for row in sheet[1:]]


@pytest.fixture(scope="module")
def points() -> dict[str, Where]:
    listed = zipcodes.list_all()  # type: ignore[no-untyped-call]
    return {z["zip_code"]: (float(z["lat"]), float(z["long"])) for z in listed}


def middle_of_peoria() -> Where:
    """The mean of the city's standard ZIP codes."""
    wanted = {"city": "Peoria", "state": "IL", "zip_code_type": "STANDARD"}
    listed = zipcodes.filter_by(**wanted)  # type: ignore[no-untyped-call]
    return mean(float(z["lat"]) for z in listed), mean(float(z["long"]) for z in listed)


def miles(a: Where, b: Where) -> float:
    """By the law of cosines, which the site itself does not use."""
    north, south, width = radians(a[0]), radians(b[0]), radians(a[1] - b[1])
    dot = sin(north) * sin(south) + cos(north) * cos(south) * cos(width)
    return 3958.7613 * acos(min(1, dot))


def names_on(page: str) -> list[str]:
    links = re.findall(r'<a href="/providers/[^"]*"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [re.sub(r"&amp;", "&", re.sub(r"&#39;", "'", link.strip())) for link in links]


def full_name(row: dict[str, str]) -> str:
    parts = [" ".join(row[column].split()) for column in ("name1", "name2")]
    return ", ".join(part for part in parts if part)


def test_the_page_shows_the_sites_that_a_direct_count_gives(
    directory: Flask, rows: list[dict[str, str]], points: dict[str, Where]
) -> None:
    centre = middle_of_peoria()
    expected = sorted(
        full_name(row)
        for row in rows
        if {"OIT", "CBT", "MD"} <= set(row["service_code_info"].split())
        and miles(points[row["zip"][:5]], centre) <= 50
    )

    page = directory.test_client().get(f"/search?{ASKED}").text

    assert len(expected) > 3
    assert sorted(names_on(page)) == expected
    assert f"{len(expected)} places" in page
