"""What is written as CSV is read again as it was."""

import csv
import io
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_any

from directory.domain.listings import Address, Listing, Openings, Phone, Plan, Program
from directory.domain.schedule import Session
from directory.exchange import own_csv, own_csv_reading, own_csv_tables, own_csv_writing
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.own import DIRECTORIES, public
from tests.factories import PEORIA, listing, program, said

CHANGED_ON = date(2026, 4, 30)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def whole(*listings: Listing) -> bytes:
    target = io.BytesIO()
    own_csv_writing.write_whole(listings, target, CHANGED_ON)
    return target.getvalue()


def package(*listings: Listing) -> bytes:
    target = io.BytesIO()
    own_csv_writing.write_package(listings, target, CHANGED_ON)
    return target.getvalue()


def read(content: bytes, folder: Path, given: Given) -> PublishedList:
    path = folder / "export"
    path.write_bytes(content)
    return own_csv.read(path, given)


@quick
@for_any(directory=DIRECTORIES)
@pytest.mark.parametrize("write", [whole, package])
def test_any_directory_comes_back_as_it_was(
    write: Callable[..., bytes], directory: list[Listing], tmp_path: Path, given: Given
) -> None:
    written = write(*directory)

    published = read(written, tmp_path, given)

    again = [record.listing for record in published.records]
    assert published.skipped == ()
    assert [public(one) for one in again] == [public(one) for one in directory]
    assert write(*again) == written


@quick
@for_any(directory=DIRECTORIES)
def test_no_cell_is_a_formula(directory: list[Listing]) -> None:
    with ZipFile(io.BytesIO(package(*directory))) as zipped:
        tables = [zipped.read(name).decode() for name in zipped.namelist() if "csv" in name]
    texts = [whole(*directory).decode(), *tables]

    for text in texts:
        for row in csv.DictReader(io.StringIO(text, newline="")):
            numbers = {"latitude", "longitude"}
            cells = [cell for column, cell in row.items() if column not in numbers]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


OF_A_LISTING = {
    *("id", "changed_at", "address", "phones", "statements", "plans", "programs"),
    "kept_since",  # whose accounts keep it is no part of a listing
}


@pytest.mark.parametrize(
    ("kind", "elsewhere"),
    [
        (Listing, OF_A_LISTING),
        (Program, {"id", "statements", "sessions", "openings"}),
        (Address, {"point"}),
        (Phone, set()),
        (Plan, set()),
        (Session, set()),
    ],
)
def test_every_field_has_a_column(kind: type, elsewhere: set[str]) -> None:
    columns = {name for table in own_csv_tables.TABLES for name in table.columns}

    assert {each.name for each in fields(kind)} - elsewhere <= columns
    assert len(fields(Openings)) == 3
    assert {"openings", "wait_days", "openings_on", "latitude", "longitude"} <= columns


def test_a_confidential_address_is_not_in_any_file() -> None:
    hidden = listing(address=replace(PEORIA, confidential=True))

    written = whole(hidden)

    assert b"Main Street" not in written
    assert b"61602" not in written
    assert b"40.6936" not in written
    assert b"Peoria" in written


def test_a_file_that_shows_a_confidential_address_is_not_believed(
    tmp_path: Path, given: Given
) -> None:
    shown = whole(listing()).replace(b",Peoria,no,", b",Peoria,yes,")

    (record,) = read(shown, tmp_path, given).records

    assert record.listing.address == Address(city="Peoria", state="IL", confidential=True)


def test_a_row_that_is_wrong_is_skipped_and_the_rest_is_read(tmp_path: Path, given: Given) -> None:
    cbt = listing(programs=(program("outpatient", said("therapy", "cbt")),))

    published = read(whole(cbt).replace(b",cbt,", b",cbd,"), tmp_path, given)

    (skipped,) = published.skipped
    assert skipped.name == cbt.slug
    assert skipped.reason == "facts: there is no therapy 'cbd' in the vocabulary"
    (record,) = published.records
    assert record.listing.programs[0].care == "outpatient"


@pytest.mark.parametrize(
    ("was", "became", "reason"),
    [
        (b",2026-03-31,", b",2026-13-31,", "'2026-13-31', not a day like 2026-03-31"),
        (b",40.6936,", b",140.6936,", "coordinates 140.6936, -89.589 are not on the earth"),
        (b",zip,", b",near,", "'near', which is none of exact, zip, city, unknown"),
        (b"harbor-house", b"Harbor House", "not like harbor-house-peoria-il"),
        (b",county-list,2026", b",nobody,2026", "its source 'nobody' is not in the file"),
        (b",Harbor House,", b",,", "it has no name"),
    ],
)
def test_what_is_wrong_is_said(
    was: bytes, became: bytes, reason: str, tmp_path: Path, given: Given
) -> None:
    site = listing()
    written = whole(site)
    assert was in written

    published = read(written.replace(was, became), tmp_path, given)

    assert any(reason in skipped.reason for skipped in published.skipped)


@pytest.mark.parametrize("write", [whole, package])
def test_a_copy_is_of_the_day_that_its_directory_changed(
    write: Callable[..., bytes], tmp_path: Path, given: Given
) -> None:
    published = read(write(listing()), tmp_path, given)

    assert published.reported_on == published.source.published_on == CHANGED_ON
    assert published.skipped == ()


def test_a_fact_of_a_day_that_is_yet_to_come_is_skipped(tmp_path: Path, given: Given) -> None:
    late = replace(said("therapy", "cbt"), reported_on=date(2026, 5, 3))
    soon = replace(said("therapy", "dbt"), reported_on=date(2026, 5, 2))
    told = replace(given, today=date(2026, 5, 1))

    published = read(whole(listing(statements=(late, soon))), tmp_path, told)

    assert [each.reason for each in published.skipped] == [
        "facts: its reported_on is '2026-05-03', which is yet to come"
    ]
    assert published.records[0].listing.statements == (soon,)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"table,slug\r\nhouses,x\r\n", "its line 2 belongs to none of the tables"),
        (b"table,slug\r\nsites,\xff\r\n", "is not written in UTF-8"),
        (b"table" + b"," * 2000 + b"\r\nsites\r\n", "2,001 columns"),
        (b'table,slug\r\nsites,"' + b"x" * 3_000_000, "a row of more than 1,000,000 characters"),
        (b'table,slug\r\nsites,"' + b"x" * 300_000 + b'"\r\n', "cut short or damaged"),
    ],
)
def test_what_is_no_export_is_refused(
    content: bytes, sentence: str, tmp_path: Path, given: Given
) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        read(content, tmp_path, given)


def test_a_package_that_was_cut_short_is_refused(tmp_path: Path, given: Given) -> None:
    written = package(listing())

    with pytest.raises(UnreadableFileError, match="cut short or damaged"):
        read(written[: len(written) // 2], tmp_path, given)


def test_a_zip_of_something_else_is_refused(tmp_path: Path, given: Given) -> None:
    with ZipFile(tmp_path / "export", "w") as zipped:
        zipped.writestr("sites.csv", "slug\r\n")

    with pytest.raises(UnreadableFileError, match=r"has no facts\.csv, programs\.csv"):
        own_csv.read(tmp_path / "export", given)


def test_the_wide_tables_have_one_row_each() -> None:
    site = listing(programs=(program("outpatient"), program("detox", said("therapy", "cbt"))))
    sites, programs = io.BytesIO(), io.BytesIO()

    own_csv_writing.write_sites([site], sites)
    own_csv_writing.write_programs([site], programs)

    (row,) = csv.DictReader(io.StringIO(sites.getvalue().decode()))
    assert (row["name"], row["programs"], row["care_yes"]) == (site.name, "2", "detox outpatient")
    assert row["sources"] == "county-list"
    rows = list(csv.DictReader(io.StringIO(programs.getvalue().decode())))
    assert [(each["care"], each["therapy_yes"]) for each in rows] == [
        ("outpatient", ""),
        ("detox", "cbt"),
    ]


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("MOST_ROWS", "has more than 1 rows."),
        ("MOST_SITES", "has more than 1 sites."),
        ("MOST_FACTS", "has more than 1 facts."),
        ("MOST_SKIPPED", "has more than 1 rows that make no sense."),
    ],
)
def test_more_than_can_be_held_is_refused(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch, limit: str, sentence: str
) -> None:
    sites = [listing(name, programs=(program(),)) for name in ("Harbor", "Bayside", "Oak")]
    monkeypatch.setattr(own_csv_reading, limit, 1)
    content = whole(*sites)
    if limit == "MOST_SKIPPED":
        content = content.replace(b"intensive-outpatient", b"no-such-level")

    with pytest.raises(UnreadableFileError) as caught:
        read(content, tmp_path, given)

    assert sentence in str(caught.value)


def test_a_term_that_is_repeated_in_a_cell_is_one_fact(
    tmp_path: Path, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_csv_reading, "MOST_FACTS", 1)
    content = whole(listing(statements=(said("therapy", "cbt"),), programs=()))

    (record,) = read(content.replace(b"cbt", b"cbt " * 1_000), tmp_path, given).records

    assert len(record.listing.statements) == 1


def test_a_reason_quotes_no_more_than_a_line(tmp_path: Path, given: Given) -> None:
    content = whole(listing(statements=(said("therapy", "cbt"),), programs=()))

    (skipped,) = read(content.replace(b"cbt", b"x" * 100_000), tmp_path, given).skipped

    assert len(skipped.reason) <= own_csv_reading.LONGEST_REASON
