"""Whatever is sent in the place of a list: one sentence, and no more memory than there is."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from directory.exchange import archive, formats, mapping
from directory.exchange.archive import COMPOUND_MAGIC
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from tests.exchange import broken_files as broken
from tests.exchange.record_reading import only

Maker = Callable[[Path], None]
MOST_MEMORY = 250  # megabytes, of which Python and its libraries take fifty
# Each file is read by a process that read no other one before, so that its memory is that file's.
READ = """
import os
import sys
from pathlib import Path
from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, series
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
given = Given(
    vocabulary=Vocabulary.load(DATA / "vocabulary"), series=series.load(DATA / "sources.toml")
)
for line in sys.stdin:
    if os.fork():
        if os.wait()[1]:
            print("It came to no end.", 0, sep="\\n", flush=True)
        continue
    try:
        formats.read(Path(line.strip()), "auto", given)
        print("It was read.")
    except UnreadableFileError as error:
        print(error)
    told = Path("/proc/self/status").read_text()
    print(int(told.partition("VmHWM:")[2].split()[0]) // 1024, flush=True)
    os._exit(0)
"""
Reading = Callable[[Path], tuple[str, int]]
FILES: list[tuple[Maker, str, str]] = [
    (broken.nothing, "list.csv", "list.csv is empty."),
    (broken.nothing, "list.json", "list.json is empty."),
    (broken.nothing, "list.xlsx", "list.xlsx is empty."),
    (broken.blanks, "list.csv", "list.csv has no line with names of columns."),
    (broken.picture, "list.csv", "list.csv is not text in UTF-8, UTF-16 or Windows-1252"),
    (broken.picture, "list.xlsx", "list.xlsx is not an Excel workbook (.xlsx)."),
    (broken.workbook_cut_short, "list.xlsx", "list.xlsx is cut short or damaged; fetch it again."),
    (
        broken.workbook_that_begins_before_itself,
        "list.xlsx",
        "list.xlsx is cut short or damaged; fetch it again.",
    ),
    (broken.workbook_cut_short, "list.csv", "list.csv is cut short or damaged; fetch it again."),
    (broken.text_cut_short, "list.csv", "list.csv is cut short, or a quotation mark that opens"),
    (broken.text_of_a_million_columns, "list.csv", "a row of more than 1,000,000 characters."),
    (broken.text_of_short_columns, "list.csv", "list.csv has more than 16,384 columns."),
    (broken.text_with_nul, "list.csv", "list.csv holds NUL bytes"),
    (broken.text_in_utf_16_without_a_mark, "list.csv", "or UTF-16 without its mark."),
    (broken.text_in_no_encoding, "list.csv", "is not text in UTF-8, UTF-16 or Windows-1252"),
    (broken.text_with_a_column_twice, "list.csv", "more than one column displayname (site.name)"),
    (broken.text_without_a_column, "list.csv", "no column lat (site.latitude), lon"),
    (broken.text_with_a_stray_quote, "list.csv", "from line 2 on: a quotation mark inside a cell"),
    (broken.json_cut_short, "list.json", "list.json is cut short or no JSON (line 1:"),
    (broken.json_with_a_huge_number, "list.json", "list.json holds a number that is too long."),
    (broken.json_of_something_else, "list.json", "is no answer of FindTreatment.gov"),
    (broken.json_in_another_encoding, "list.json", "list.json is not written in UTF-8."),
]
LARGE: list[tuple[Maker, str, str]] = [
    (broken.workbook_with_a_huge_cell, "xlsx", "a cell of more than a million letters."),
    (broken.workbook_of_a_million_columns, "xlsx", "1 rows and 1,000,000 columns, more than"),
    (broken.workbook_with_a_cell_far_down, "xlsx", "1,048,576 rows and 16,000 columns, more than"),
    (broken.workbook_with_a_cell_in_another_row, "xlsx", "1,000,000 rows and 26 columns, more"),
    (broken.workbook_with_a_long_row, "xlsx", "has a row of more than 32 megabytes."),
    (broken.workbook_of_many_rows, "xlsx", "has more than 200,000 rows."),
    (broken.workbook_with_countless_texts, "xlsx", "more than 2,000,000 different texts."),
    (broken.workbook_with_large_texts, "xlsx", "than 64 megabytes in xl/sharedStrings.xml."),
    (broken.workbook_that_is_a_bomb, "xlsx", "would unpack to more than 400 megabytes."),
    (broken.text_with_a_huge_cell, "csv", "a row of more than 1,000,000 characters."),
    (broken.text_with_a_huge_cell_of_many_lines, "csv", "a cell of more than 131,072 characters"),
    (broken.text_with_a_row_of_many_lines, "csv", "a row of more than 1,000,000 characters."),
    (broken.text_of_many_bytes, "csv", "has more than 400 megabytes; split it."),
    (broken.compound_of_many_bytes, "xls", "is not an Excel workbook (.xlsx)."),
    (broken.own_text_of_many_bytes, "csv", "has more than 400 megabytes; split it."),
    (broken.own_package_of_many_bytes, "zip", "would unpack to more than 400 megabytes."),
    (broken.json_nested_deep, "json", "is nested deeper than a list can be."),
    (broken.json_of_many_values, "json", "more values than can be read; split it."),
    (broken.json_with_a_huge_cell, "json", "more than 50 megabytes; split it."),
    (broken.json_with_a_large_cell, "json", "--reported-on"),
]


def name(case: object) -> str:
    return getattr(case, "__name__", "")


@pytest.mark.parametrize(("make", "called", "sentence"), FILES, ids=name)
def test_a_broken_file_is_refused_in_one_sentence(
    tmp_path: Path, given: Given, make: Maker, called: str, sentence: str
) -> None:
    make(tmp_path / called)

    with pytest.raises(UnreadableFileError) as caught:
        formats.read(tmp_path / called, formats.AUTO, given)

    told = str(caught.value)
    assert sentence in told
    assert told.endswith(".")
    assert "\n" not in told
    assert len(told) < 250


@pytest.mark.parametrize("named", formats.READERS)
@pytest.mark.parametrize("make", [broken.nothing, broken.picture, broken.workbook_cut_short])
def test_every_reader_refuses_it_by_itself(
    tmp_path: Path, given: Given, make: Maker, named: str
) -> None:
    make(tmp_path / "list.csv")
    mapped = mapping.load(mapping.find("county-list"), given.vocabulary)

    with pytest.raises(UnreadableFileError):
        formats.read(tmp_path / "list.csv", named, replace(given, mapping=mapped))


@pytest.mark.parametrize("named", [formats.AUTO, *formats.READERS])
def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, given: Given, named: str) -> None:
    mapped = mapping.load(mapping.find("county-list"), given.vocabulary)

    for gone in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(UnreadableFileError, match="cannot be opened"):
            formats.read(gone, named, replace(given, mapping=mapped))


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    """Has a file read by a process of its own: what it says, and the megabytes that it took."""
    process = subprocess.Popen(
        [sys.executable, "-c", READ],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    asks, tells = process.stdin, process.stdout
    assert asks is not None
    assert tells is not None

    def reading_(path: Path) -> tuple[str, int]:
        asks.write(f"{path}\n")
        asks.flush()
        return tells.readline().strip(), int(tells.readline())

    with process:
        yield reading_
        asks.close()


@pytest.mark.parametrize(("make", "kind", "sentence"), LARGE, ids=name)
def test_a_huge_file_is_refused_without_filling_the_memory(
    tmp_path: Path, reading: Reading, make: Maker, kind: str, sentence: str
) -> None:
    path = tmp_path / f"list.{kind}"
    make(path)

    told, memory = reading(path)

    assert sentence in told
    assert memory < MOST_MEMORY


def test_a_list_may_not_be_as_large_as_a_whole_directory(tmp_path: Path, given: Given) -> None:
    broken.padded(tmp_path / "list.csv", broken.colorado_text().encode(), 201)

    with pytest.raises(UnreadableFileError, match="more than 200 megabytes; split it"):
        formats.read(tmp_path / "list.csv", "ladders", given)


def test_a_password_is_found_wherever_a_file_says_so(tmp_path: Path, given: Given) -> None:
    """Its mark may lie across two of the pieces that are read."""
    mark = "EncryptedPackage".encode("utf-16-le")
    path = tmp_path / "list.xlsx"
    path.write_bytes(COMPOUND_MAGIC.ljust(archive.CHUNK - 9, b".") + mark + b"." * 99)

    with pytest.raises(UnreadableFileError, match="protected by a password"):
        formats.read(path, formats.AUTO, given)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, given: Given, encoding: str
) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    path.write_bytes(broken.colorado_text(DisplayName="Cañon House").encode(encoding))

    assert only(formats.read(path, formats.AUTO, given)).listing.name == "Cañon House"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_values_may_be_parted_by_other_signs(tmp_path: Path, given: Given, delimiter: str) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    text = broken.colorado_text(AddressOneLine="1 Elm St; Denver; CO 80218")
    path.write_text(text.replace(",", delimiter).replace("; ", ", "))

    assert only(formats.read(path, formats.AUTO, given)).listing.address.city == "Denver"


def test_a_cell_that_is_a_formula_stays_the_text_it_is(tmp_path: Path, given: Given) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    path.write_text(broken.colorado_text(DisplayName="=cmd|' /C calc'!A0"))

    assert only(formats.read(path, formats.AUTO, given)).listing.name == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("latitude", "longitude", "point", "remark"),
    [
        ("-104.97", "39.74", (39.74, -104.97), "were in the wrong order and were exchanged"),
        ("312", "8", None, "do not lie on the earth and were left out"),
        ("48.85", "2.35", None, "lie outside the United States and were left out"),
        ("0", "0", None, "lie outside the United States and were left out"),
        ("north", "west", None, "are no numbers and were left out"),
        ("nan", "inf", None, "do not lie on the earth and were left out"),
        ("39.74", "", None, "are no numbers and were left out"),
        ("", "", None, ""),
    ],
)
def test_coordinates_that_cannot_be_are_said_in_the_report(
    tmp_path: Path,
    given: Given,
    latitude: str,
    longitude: str,
    point: tuple[float, float] | None,
    remark: str,
) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    path.write_text(broken.colorado_text(lat=latitude, lon=longitude))

    record = only(formats.read(path, formats.AUTO, given))

    found = record.listing.address.point
    assert (found and (found.latitude, found.longitude)) == point
    assert remark in "".join(record.remarks)


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ("12/31/1899 12:00 PM", "confirmed: the day 1899-12-31 cannot be right"),
        ("1", "confirmed: the day 1899-12-31 cannot be right"),
        ("1/1/2999 9:00 AM", "confirmed: the day 2999-01-01 cannot be right"),
        ("2023-02-30", "confirmed: “2023-02-30” is no day that can be read"),
        ("soon", "confirmed: “soon” is no day that can be read"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_the_lists_day_used(
    tmp_path: Path, given: Given, said: str, remark: str
) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    path.write_text(broken.colorado_text(ProviderDirectoryFormModifiedDate=said))

    record = only(formats.read(path, formats.AUTO, given))

    assert remark in record.remarks[0]
    assert str(record.listing.confirmed_on) == "2023-05-16"


def test_a_day_counted_as_spreadsheets_do_is_read(tmp_path: Path, given: Given) -> None:
    path = tmp_path / "colorado-2023-05-16.csv"
    path.write_text(broken.colorado_text(ProviderDirectoryFormModifiedDate="44882"))

    assert str(only(formats.read(path, formats.AUTO, given)).listing.confirmed_on) == "2022-11-17"
