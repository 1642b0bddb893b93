"""The main job on real data: SAMHSA's file loaded, and the page compared with a direct count."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from math import acos, cos, radians, sin
from pathlib import Path
from shutil import copytree
from statistics import mean

import pytest
import zipcodes
from flask import Flask
from python_calamine import CalamineWorkbook

from config import DATA, Settings
from directory import context
from directory.app import create_app
from directory.context import Held
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import formats, series
from directory.exchange.hsds_taxonomies import term_id
from directory.exchange.records import Given, PublishedList
from directory.services.import_listings import import_listings
from directory.services.import_report import Outcome, Report
from tests import hsds_schemas, plan_net
from tests.services.imported import data_version

pytestmark = pytest.mark.national

FILE = "national-directory-su-facilities-2023.xlsx"
OTHER_FILES = {
    "national-directory-mh-facilities-2023.xlsx": 8_707,
    "findtreatment-export-tx-2023.xlsx": 2_492,
    "colorado-ladders-2023-05-16.csv": 729,
    "findtreatment-api-sample-2019.json": 30,
}
ASKED = "near=Peoria, IL&radius=50&care=intensive-outpatient&therapy=cbt&insurance=medicaid"
SITE = ("name1", "name2", "street1", "zip")
SOME = range(1, 15_000, 700)
Where = tuple[float, float]


@pytest.fixture(scope="module")
def directory(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, shared_data: Path
) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("national")
    (instance / "directory.db").write_bytes(prepared.read_bytes())
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(instance)}))
    assert outcomes(app, shared_data / FILE, instance / "report.csv") == {
        "added": 12_736,
        "merged": 8,
    }
    yield app
    context.held(app).database.close()


def outcomes(app: Flask, file: Path, report: Path) -> Counter[str]:
    """Import, and count what became of the rows."""
    result = app.test_cli_runner().invoke(args=["import", str(file), "--report", str(report)])
    assert result.exit_code == 0, result.output
    with report.open(encoding="utf-8", newline="") as lines:
        return Counter(row["outcome"] for row in csv.DictReader(lines))


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


def site(row: dict[str, str]) -> str:
    """What its rows have in common; a few stand there twice, once in capitals."""
    return " ".join(" ".join(row[column] for column in SITE).casefold().split())


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


def test_the_file_is_read_as_plan_net(directory: Flask) -> None:
    client = directory.test_client()
    whole = "_include=*&_revinclude=*&_count=4"

    pages = [
        client.get(f"/api/fhir/Location?{whole}&_after={number}").get_json()
        for number in range(1, 12_500, 500)
    ]

    resources = [entry["resource"] for page in pages for entry in page["entry"]]
    for resource in resources:
        plan_net.check(resource)
    assert Counter(one["resourceType"] for one in resources)["Location"] == 4 * len(pages)


def test_the_file_is_read_as_hsds(directory: Flask, rows: list[dict[str, str]]) -> None:
    client = directory.test_client()
    sites = {site(row) for row in rows}
    with_cbt = {site(row) for row in rows if "CBT" in row["service_code_info"].split()}
    term = term_id(Selection(Facet.THERAPY, "cbt"))

    services = client.get("/api/hsds/services?minimal=true").get_json()
    pages = [client.get(f"/api/hsds/services?full=true&page={page}&per_page=2") for page in SOME]
    organizations = client.get("/api/hsds/organizations?per_page=1").get_json()
    found = client.get(f"/api/hsds/organizations?per_page=1&taxonomy_term_id={term}").get_json()

    assert organizations["total_items"] == len(sites)
    assert found["total_items"] == len(with_cbt)
    ids = {service["id"] for service in services["contents"]}
    assert len(ids) == services["size"] == services["total_items"] > 30_000
    for service in (service for page in pages for service in page.get_json()["contents"]):
        assert service["id"] in ids
        assert hsds_schemas.faults("service", service) == []


@pytest.fixture
def copied(directory: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same directory in a folder of its own, to be changed."""
    kept = context.held(directory)
    kept.database.close()  # so that the whole database stands in its one file
    copytree(kept.settings.instance, tmp_path / "instance")
    app = create_app(Settings.from_env({"DIRECTORY_INSTANCE": str(tmp_path / "instance")}))
    yield app
    context.held(app).database.close()


def test_all_lists_become_one_directory_once(copied: Flask, shared_data: Path) -> None:
    held = context.held(copied)
    given = Given(
        vocabulary=held.vocabulary,
        series=series.load(DATA / "sources.toml"),
        today=datetime.now(UTC).date(),
    )
    files = {name: formats.read(shared_data / name, formats.AUTO, given) for name in OTHER_FILES}

    first = {name: brought(held, published) for name, published in files.items()}

    for name, count in OTHER_FILES.items():
        lines = [line.line for line in first[name].lines if line.line is not None]
        assert len(lines) == len(set(lines)) == count == first[name].row_count, name
    merged = {name: report.counts[Outcome.MERGED] for name, report in first.items()}
    assert list(merged.values()) == pytest.approx([2_880, 705, 159, 9], abs=30)
    assert not any(report.counts[Outcome.GONE] for report in first.values())

    files[FILE] = formats.read(shared_data / FILE, formats.AUTO, given)
    with held.database.reading() as session:
        version = data_version(session)
        again = [brought(held, published) for published in files.values()]
        assert data_version(session) == version

    kinds = {line.outcome for report in again for line in report.lines}
    assert kinds == {Outcome.UNCHANGED, Outcome.SKIPPED}


def brought(held: Held, published: PublishedList) -> Report:
    with held.database.writing() as session:
        return import_listings(session, published, held.gazetteer)
