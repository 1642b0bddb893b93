from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from directory.domain.places import Point, Precision
from directory.exchange import findtreatment_export, formats
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.findtreatment_workbook import EXPLAINED, row, write_export
from tests.exchange.record_reading import answers, care, only

CODES = [code.partition(":")[2].lower() for code in EXPLAINED]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export-tx-2023.xlsx"


def test_a_column_of_ones_is_a_code(path: Path, given: Given) -> None:
    write_export(path, [row(md="1", n40="1")])

    record = only(findtreatment_export.read(path, given))

    assert care(record) == ["intensive-outpatient"]
    assert answers(record) == {
        "therapy/cbt": "yes",
        "insurance/medicaid": "yes",
        "language/yupik": "yes",
    }


def test_a_one_may_be_a_number(path: Path, given: Given) -> None:
    write_export(path, [row(cbt=1, oit=1.0, md=0)])

    record = only(findtreatment_export.read(path, given))

    assert (care(record), answers(record)) == (["intensive-outpatient"], {"therapy/cbt": "yes"})


def test_coordinates_county_and_website_come_with_it(path: Path, given: Given) -> None:
    write_export(path)

    listing = only(findtreatment_export.read(path, given)).listing

    assert listing.address.point == Point(32.7876, -96.7994)
    assert listing.address.precision is Precision.EXACT
    assert (listing.address.county, listing.website) == ("Dallas", "http://harbor.example")


def test_the_beginning_of_a_web_address_is_none(path: Path, given: Given) -> None:
    write_export(path, [row(website="http://")])

    assert only(findtreatment_export.read(path, given)).listing.website == ""


def test_prescribers_are_skipped_with_the_reason(path: Path, given: Given) -> None:
    everything = dict.fromkeys(CODES, "1")
    write_export(path, [row(), row(name1="Dr. Doe", type_facility="BUPREN", **everything)])

    published = findtreatment_export.read(path, given)

    assert [(each.line, each.name, each.reason) for each in published.skipped] == [
        (3, "Dr. Doe", "an individual prescriber and not a program")
    ]
    assert published.row_count == 2


def test_a_row_with_all_codes_says_only_what_it_is(path: Path, given: Given) -> None:
    everything = dict.fromkeys(CODES, "1")
    write_export(path, [row(type_facility="OTP", **everything)])

    record = only(findtreatment_export.read(path, given))

    assert care(record) == ["medication-treatment"]
    assert (answers(record), record.unclaimed) == ({}, ())
    assert "says nothing" in record.remarks[0]


def test_codes_that_the_reference_does_not_explain_are_kept(path: Path, given: Given) -> None:
    write_export(path, [row(new="1")], explained=(*EXPLAINED, "TAP:NEW"))
    known = only(findtreatment_export.read(path, given)).unclaimed

    assert known == ("TAP:NEW",)


def test_a_state_is_a_list_by_itself(path: Path, given: Given) -> None:
    write_export(path)

    published = findtreatment_export.read(path, given)

    assert published.series == "findtreatment-tx"
    assert published.source.slug == "findtreatment-tx-2023"
    assert published.source.name == "FindTreatment.gov 2023 (TX)"
    assert published.reported_on == date(2023, 11, 7)


def test_several_states_are_no_states_list(path: Path, given: Given) -> None:
    write_export(path, [row(), row(name1="Other", state="OK", zip="73102")])

    assert findtreatment_export.read(path, given).series == "findtreatment"


def test_it_is_recognized(path: Path, given: Given) -> None:
    write_export(path)

    assert formats.read(path, formats.AUTO, given).series == "findtreatment-tx"


def test_a_missing_column_is_named(path: Path, given: Given) -> None:
    write_export(path, left_out=["zip", "phone"])

    with pytest.raises(UnreadableFileError, match=r"has no column zip, phone\."):
        findtreatment_export.read(path, given)


def test_a_missing_column_that_is_not_needed_is_empty(path: Path, given: Given) -> None:
    write_export(path, left_out=["latitude", "longitude", "website", "county", "intake1"])

    address = only(findtreatment_export.read(path, given)).listing.address

    assert (address.point, address.county) == (None, "")


@pytest.mark.national
def test_every_row_of_texas_is_accounted_for(shared_data: Path, given: Given) -> None:
    published = formats.read(shared_data / "findtreatment-export-tx-2023.xlsx", formats.AUTO, given)

    lines = [line for record in published.records for line in (record.line, *record.repeats)]
    lines += [row.line for row in published.skipped]
    assert sorted(lines) == list(range(2, 2_494))
    reasons = Counter(row.reason for row in published.skipped)
    assert reasons == {"an individual prescriber and not a program": 1_621}
    assert sum(bool(record.remarks) for record in published.records) == 98
    places = [record.listing.address for record in published.records]
    assert sum(place.point is None for place in places) <= 1
    assert all(25 < p.point.latitude < 37 for p in places if p.point)


@pytest.mark.national
def test_terms_of_texas_are_counted_as_its_columns_are(shared_data: Path, given: Given) -> None:
    path = shared_data / "findtreatment-export-tx-2023.xlsx"
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    at = {str(name).strip(): place for place, name in enumerate(header)}
    survey = [line for line in rows if line[at["type_facility"]] in ("SU", "MH")]

    published = findtreatment_export.read(path, given)

    found: Counter[str] = Counter()
    for record in published.records:
        found.update(program.care for program in record.listing.programs if program.care)
        found.update(list(answers(record)))
    for slug, columns in {
        "intensive-outpatient": ["oit"],
        "therapy/cbt": ["cbt"],
        "insurance/medicaid": ["md"],
        "language/yupik": ["n40"],
        "service/domestic-violence-help": ["dvfp"],
    }.items():
        counted = sum(any(line[at[column]] == "1" for column in columns) for line in survey)
        # Rows of one site, one for substance use and one for mental health, count once.
        assert counted * 0.85 <= found[slug] <= counted, slug
