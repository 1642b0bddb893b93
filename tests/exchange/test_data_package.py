"""The HSDS data package, held against the published schemas."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Openings, Phone, Plan
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Vocabulary
from directory.exchange import data_package
from directory.exchange.data_package_tables import HELD, NUMBERS, TABLES
from directory.exchange.hsds import Exchange
from directory.exchange.hsds_taxonomies import Catalogue
from tests.factories import PEORIA, SOURCE, listing, program, said

Row = dict[str, str]


@pytest.fixture(scope="module")
def exchange(vocabulary: Vocabulary) -> Exchange:
    catalogue = Catalogue.of(vocabulary)
    return Exchange(catalogue=catalogue, on=date(2026, 5, 1), site="https://care.example.org")


@pytest.fixture(scope="module")
def full() -> list[Listing]:
    """One place with everything filled in, one with an address that is private."""
    evening = Session("A", 0, time(18), time(21), "online")
    told = program(
        "intensive-outpatient",
        said("therapy", "cbt"),
        said("language", "spanish"),
        said("insurance", "free"),
        said("medication", "methadone", Answer.NO),
        sessions=(evening,),
        time_zone="America/Chicago",
        states_served=("IL",),
        cost="$40",
        copay="$10",
        entry="rolling",
        openings=Openings(answer="yes", wait_days=3, reported_on=date(2026, 4, 1)),
    )
    whole = listing(
        name2="West",
        website="harbor.example",
        description="=2 places",
        phones=(Phone(kind="main", number="+13095550100;ext=12"),),
        benefits_phone="+13095550101",
        office_hours=(Span(0, 540, 1020),),
        statements=(said("service", "transportation"), said("language", "asl")),
        plans=(Plan(insurer="aetna", source=SOURCE, kind="PPO", confirmed_on=date(2026, 1, 1)),),
        programs=(replace(told, id=1), replace(program("detox"), id=2)),
    )
    hidden = replace(PEORIA, confidential=True)
    return [whole, listing(address=hidden, programs=(replace(program(None), id=3),))]


@pytest.fixture(scope="module")
def zipped(exchange: Exchange, full: list[Listing]) -> Iterator[ZipFile]:
    target = io.BytesIO()
    data_package.write(full, target, exchange)
    with ZipFile(target) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(zipped: ZipFile) -> dict[str, list[Row]]:
    return {
        name: list(csv.DictReader(io.StringIO(zipped.read(table.path).decode(), newline="")))
        for name, table in TABLES.items()
    }


def test_the_descriptor_names_every_file_and_column(zipped: ZipFile) -> None:
    described = json.loads(zipped.read("datapackage.json"))

    assert described["profile"] == "tabular-data-package"
    for resource in described["resources"]:
        header = zipped.read(resource["path"]).decode().splitlines()[0]
        assert header == ",".join(field["name"] for field in resource["schema"]["fields"])
    paths = {resource["path"] for resource in described["resources"]}
    assert paths | {"datapackage.json"} == set(zipped.namelist())


def test_every_table_is_used(rows: dict[str, list[Row]]) -> None:
    assert [name for name in TABLES if not rows[name]] == []


def test_no_field_of_an_object_is_left_out(exchange: Exchange, full: list[Listing]) -> None:
    for site in full:
        for name, whole in exchange.apart(site):
            assert set(whole) - set(HELD) <= set(TABLES[name].columns), name
            for held in HELD.keys() & whole.keys():
                known = {*TABLES[HELD[held]].columns, "taxonomy_term"}
                assert all(set(one) <= known for one in whole[held]), held


def test_keys_lead_to_rows(rows: dict[str, list[Row]]) -> None:
    ids = {name: [row["id"] for row in rows[name]] for name in TABLES}

    for name, table in TABLES.items():
        assert len(set(ids[name])) == len(ids[name]), f"{name} repeats an id"
        for column, other in table.keys.items():
            named = {row[column] for row in rows[name] if row[column]}
            assert named <= set(ids[other]), f"{name}.{column}"


def test_rows_are_as_the_published_schemas_ask(
    shared_data: Path, rows: dict[str, list[Row]]
) -> None:
    for name in TABLES:
        schema = json.loads((shared_data.parent / "hsds-3.1" / f"{name}.json").read_text())
        validator = Draft202012Validator(_of_one_table(schema))
        assert set(TABLES[name].columns) <= schema["properties"].keys()
        for row in rows[name]:
            told = _typed(row, schema["required"])
            assert [error.message for error in validator.iter_errors(told)] == []


def test_no_cell_is_a_formula(rows: dict[str, list[Row]]) -> None:
    cells = [
        cell
        for name in TABLES
        for row in rows[name]
        for column, cell in row.items()
        if column not in NUMBERS
    ]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "1-309-555-0100" in cells


def test_a_confidential_address_is_not_in_it(zipped: ZipFile, rows: dict[str, list[Row]]) -> None:
    addresses = {row["address_1"]: row for row in rows["address"]}

    assert addresses["Confidential"]["postal_code"] == ""
    assert addresses["Confidential"]["city"] == "Peoria"
    assert [row["latitude"] for row in rows["location"]] == ["40.6936", ""]


def test_what_holds_for_all_is_said_of_the_location(rows: dict[str, list[Row]]) -> None:
    terms = {row["id"]: row["code"] for row in rows["taxonomy_term"]}
    told = {(row["link_entity"], terms[row["taxonomy_term_id"]]) for row in rows["attribute"]}

    assert {
        ("location", "transportation"),
        ("service", "cbt"),
        ("service", "not-methadone"),
    } <= told
    assert ("service", "transportation") not in told


def _typed(row: Row, required: list[str]) -> dict[str, Any]:
    """What a reader makes of a row: an empty cell is nothing, or an empty text where one must be.

    So has a confidential address, of which HSDS asks for a ZIP code.
    """
    told = {column: cell for column, cell in row.items() if cell or column in required}
    return {column: float(cell) if column in NUMBERS else cell for column, cell in told.items()}


def _of_one_table(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without what belongs to other tables."""
    nested = {"array", "object"}
    kept = {
        name: field
        for name, field in schema["properties"].items()
        if field.get("type") not in nested
    }
    return {"type": "object", "properties": kept, "required": schema.get("required", [])}
