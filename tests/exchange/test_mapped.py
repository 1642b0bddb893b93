"""How cells of somebody's own list are read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from directory.exchange import formats, mapped, mapping
from directory.exchange.records import MOST_UNCLAIMED, Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange.record_reading import answers, only

MAPPING = """
[list]
slug = "mine"
name = "Mine {year}"
date = 2026-03-31
[site]
name = "Agency"
zip = "Zip"
latitude = "Lat"
longitude = "Lon"
confirmed = "Seen"
hidden = "Hide"
[phones]
main = "Phone"
[hours]
week = "Hours"
[program]
sessions = "Sessions"
weeks = "Weeks"
accepts = "Accepts"
[terms]
Medicaid = "insurance/medicaid"
"No pets" = "not service/childcare"
Care = "care"
"""
ROW: dict[str, object] = {
    "Agency": "Harbor House",
    "Zip": "61602",
    "Lat": "",
    "Lon": "",
    "Seen": "",
    "Hide": "",
    "Phone": "",
    "Hours": "",
    "Sessions": "",
    "Weeks": "",
    "Accepts": "",
    "Medicaid": "",
    "No pets": "",
    "Care": "IOP",
}


@pytest.fixture
def given_mine(tmp_path: Path, given: Given) -> Given:
    path = tmp_path / "mine.toml"
    path.write_text(MAPPING)
    return replace(given, mapping=mapping.load(path, given.vocabulary), today=date(2026, 6, 1))


def write(path: Path, *rows: dict[str, object]) -> Path:
    """A workbook, since its cells are numbers and days as well as text."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["A list of ours"])
    book.active.append(list(ROW))
    for row in rows:
        book.active.append(list((ROW | row).values()))
    book.save(path)
    return path


def read(folder: Path, given: Given, *rows: dict[str, object]) -> PublishedList:
    return formats.read(write(folder / "list.xlsx", *rows), formats.AUTO, given)


def test_a_workbook_is_read_with_a_title_above_its_header(
    tmp_path: Path, given_mine: Given
) -> None:
    record = only(read(tmp_path, given_mine, {"Zip": 7030}))

    assert (record.line, record.listing.address.zip) == (3, "07030")


@pytest.mark.parametrize("day", [date(2026, 2, 3), 46056, "2026-02-03", "2/3/2026", "2/3/26"])
def test_days_are_read_however_they_are_written(
    tmp_path: Path, given_mine: Given, day: object
) -> None:
    record = only(read(tmp_path, given_mine, {"Seen": day}))

    assert (record.listing.confirmed_on, record.remarks) == (date(2026, 2, 3), ())


@pytest.mark.parametrize("day", [date(1905, 5, 5), 1, "1/1/1970", "7/1/2026", 99999])
def test_days_that_cannot_be_are_said(tmp_path: Path, given_mine: Given, day: object) -> None:
    record = only(read(tmp_path, given_mine, {"Seen": day}))

    assert record.listing.confirmed_on == date(2026, 3, 31)
    assert "cannot be right; the list's day is used" in record.remarks[0]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Yes", {"insurance/medicaid": "yes"}),
        ("x", {"insurance/medicaid": "yes"}),
        (True, {"insurance/medicaid": "yes"}),
        (1, {"insurance/medicaid": "yes"}),
        ("No", {"insurance/medicaid": "no"}),
        (0, {"insurance/medicaid": "no"}),
        ("n/a", {}),
        ("", {}),
    ],
)
def test_yes_and_no_have_many_words_and_silence_is_neither(
    tmp_path: Path, given_mine: Given, cell: object, said: dict[str, str]
) -> None:
    record = only(read(tmp_path, given_mine, {"Medicaid": cell}))

    assert (answers(record), record.remarks) == (said, ())


def test_a_cell_that_is_neither_is_said_and_kept(tmp_path: Path, given_mine: Given) -> None:
    record = only(read(tmp_path, given_mine, {"Medicaid": "some plans"}))

    assert answers(record) == {}
    assert record.remarks == ("Medicaid: “some plans” is neither yes nor no",)
    assert record.unclaimed == ("Medicaid:some_plans",)


def test_a_yes_may_deny(tmp_path: Path, given_mine: Given) -> None:
    record = only(read(tmp_path, given_mine, {"No pets": "yes"}))

    assert answers(record) == {"service/childcare": "no"}


@pytest.mark.parametrize(
    ("column", "cell", "remark"),
    [
        ("Hours", "9-5", "the hours “9-5” name no day"),
        ("Hours", "Mon 9-5", "do not say morning or evening"),
        ("Sessions", "Tuesdays-ish", "the hours “Tuesdays-ish” are no hours that can be read"),
        ("Sessions", "Mon 9pm-6am", "do not end after they begin on the same day"),
        ("Weeks", "eight", "weeks: “eight” is no number"),
        ("Accepts", "call", "accepts: “call” is neither yes nor no"),
        ("Lat", "91.5", "were left out"),
    ],
)
def test_what_cannot_be_read_for_certain_is_left_out_and_said(
    tmp_path: Path, given_mine: Given, column: str, cell: str, remark: str
) -> None:
    record = only(read(tmp_path, given_mine, {column: cell, "Lon": "1" if column == "Lat" else ""}))

    assert remark in record.remarks[0]
    (program,) = record.listing.programs
    assert (program.sessions, program.weeks, program.openings.answer) == ((), None, "")
    assert record.listing.office_hours == ()


def test_sessions_of_a_row_with_several_levels_belong_to_none(
    tmp_path: Path, given_mine: Given
) -> None:
    row: dict[str, object] = {"Care": "IOP; PHP", "Sessions": "Mon 6pm-9pm"}

    record = only(read(tmp_path, given_mine, row))

    assert [program.sessions for program in record.listing.programs] == [(), ()]
    assert "which of several levels" in record.remarks[0]


@pytest.mark.parametrize("cell", ["yes", "X", "please", "confidential"])
def test_anything_but_a_no_hides(tmp_path: Path, given_mine: Given, cell: str) -> None:
    record = only(read(tmp_path, given_mine, {"Hide": cell, "Lat": "40.7", "Lon": "-89.6"}))

    assert (record.listing.address.confidential, record.listing.address.point) == (True, None)


def test_rows_without_a_name_or_a_zip_are_skipped(tmp_path: Path, given_mine: Given) -> None:
    published = read(tmp_path, given_mine, {"Agency": ""}, {"Zip": "Peoria"}, {})

    assert [(row.line, row.reason) for row in published.skipped] == [
        (3, "no name"),
        (4, "Peoria is not a ZIP code"),
    ]


def test_a_cell_beyond_all_measure_skips_its_row(tmp_path: Path, given_mine: Given) -> None:
    (skipped,) = read(tmp_path, given_mine, {"Agency": "x" * 3_000}, {}).skipped

    assert skipped.reason == "more than 2,000 characters in name"


def test_missing_columns_are_named_with_the_keys_that_want_them(
    tmp_path: Path, given_mine: Given
) -> None:
    (tmp_path / "list.csv").write_text("Agency,Zip\nHarbor House,61602\n")

    with pytest.raises(UnreadableFileError) as caught:
        formats.read(tmp_path / "list.csv", formats.AUTO, given_mine)

    assert str(caught.value).startswith(
        "list.csv has no column lat (site.latitude), lon (site.long"
    )
    assert str(caught.value).endswith("of mine.toml.")


def test_the_same_file_has_the_same_digests(tmp_path: Path, given_mine: Given) -> None:
    row: dict[str, object] = {"Hours": "Mon-Fri 9am-5pm", "Sessions": "Mon 6pm-9pm"}

    first = only(read(tmp_path, given_mine, row)).digest

    assert only(read(tmp_path, given_mine, row)).digest == first
    assert only(read(tmp_path, given_mine, row | {"Hours": "Mon 9am-5pm"})).digest != first


def test_of_values_without_end_that_no_term_claims_some_are_kept(
    tmp_path: Path, given_mine: Given
) -> None:
    values = "; ".join(f"pastime {number}" for number in range(5_000))

    record = only(read(tmp_path, given_mine, {"Care": values}))

    assert len(record.unclaimed) == MOST_UNCLAIMED
    assert record.unclaimed[0] == "Care:pastime_0"
    assert "of the values that no term claims only the first 200 are kept" in record.remarks


def test_a_list_of_more_rows_than_are_read_is_refused(
    tmp_path: Path, given_mine: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapped, "MOST_ROWS", 1)

    with pytest.raises(UnreadableFileError, match="has more than 1 rows"):
        mapped.read(write(tmp_path / "mine.xlsx", ROW, ROW), given_mine)
