import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook as Writer
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from directory.exchange import archive
from directory.exchange.spreadsheet import Workbook
from directory.exchange.unreadable import UnreadableFileError
from tests.spreadsheets import write_directory


def opened(rows: list[list[object]], path: Path) -> Workbook:
    book = Writer()
    assert book.active is not None
    for cells in rows:
        book.active.append(cells)
    book.save(path)
    return Workbook(path)


def test_columns_are_found_by_name_whatever_their_case_and_blanks(tmp_path: Path) -> None:
    book = opened([["ZIP", "    name1"], ["61602", "Harbor House"]], tmp_path / "list.xlsx")

    (row,) = book.table(["name1", "zip"], "facilities")

    assert (row["name1"], row["zip"]) == ("Harbor House", "61602")


def test_lines_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["A title"], [], ["name1", "zip"], ["One", 1], [], ["Two", 2]]

    table = opened(rows, tmp_path / "list.xlsx").table(["name1", "zip"], "facilities")

    assert [(row.line, row["name1"]) for row in table] == [(4, "One"), (6, "Two")]


def test_a_column_that_is_not_there_is_empty(tmp_path: Path) -> None:
    book = opened([["name1", "zip"], ["Harbor House", "61602"]], tmp_path / "list.xlsx")

    (row,) = book.table(["name1", "zip"], "facilities")

    assert row["website"] == ""


def test_a_formula_is_its_text(tmp_path: Path) -> None:
    book = Writer()
    assert book.active is not None
    book.active.append(["name1", "zip"])
    book.active.append(["+cmd|' /C calc'!A0", "61602"])
    book.save(tmp_path / "list.xlsx")

    (row,) = Workbook(tmp_path / "list.xlsx").table(["name1", "zip"], "facilities")

    assert row["name1"] == "+cmd|' /C calc'!A0"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    book = opened([["name1", "city", "state"]], tmp_path / "list.xlsx")

    with pytest.raises(UnreadableFileError, match=r"list\.xlsx has no column zip\."):
        book.table(["name1", "city", "state", "zip"], "facilities")


def test_a_workbook_about_something_else_is_named_so(tmp_path: Path) -> None:
    book = opened([["Quarter", "Revenue"], ["Q1", 5]], tmp_path / "list.xlsx")

    with pytest.raises(UnreadableFileError, match="has no sheet with facilities"):
        book.table(["name1", "zip"], "facilities")


def whole(path: Path) -> list[list[tuple[int, list[object]]]]:
    """Each sheet as the library reads it at one go: the lines that hold anything."""
    book = CalamineWorkbook.from_path(path)
    sheets = map(book.get_sheet_by_name, book.sheet_names)
    return [said(enumerate(sheet.to_python(skip_empty_area=False), start=1)) for sheet in sheets]


def in_pieces(path: Path) -> list[list[tuple[int, list[object]]]]:
    return [said(sheet.rows()) for sheet in Workbook(path).sheets]


def said(rows: Iterable[tuple[int, Sequence[object]]]) -> list[tuple[int, list[object]]]:
    """Without what is empty at the end of a line, which a piece may not know of."""
    return [(line, list(cells)[: last(cells)]) for line, cells in rows if last(cells)]


def last(cells: Sequence[object]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell != ""), default=0)


def test_rows_read_a_piece_at_a_time_are_what_the_whole_sheet_holds(tmp_path: Path) -> None:
    book = Writer()
    sheet = book.active
    assert sheet is not None
    kinds: list[object] = ["text", "", 7, 7.5, True, date(2023, 5, 16), time(9, 30), "=1+1"]
    for shift in range(25):
        sheet.append([None, None, *kinds[shift % 8 :], *kinds[: shift % 8], datetime(2023, 1, 2)])  # noqa: DTZ001
    sheet.cell(row=400, column=30, value="far")
    book.create_sheet("Empty")
    book.create_sheet("A & B").append(["last"])
    book.save(tmp_path / "list.xlsx")

    assert in_pieces(tmp_path / "list.xlsx") == whole(tmp_path / "list.xlsx")


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    book = Writer()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append([date(2023, 5, 16)])
    book.save(tmp_path / "list.xlsx")

    ((_, cells),) = Workbook(tmp_path / "list.xlsx").sheets[0].rows()

    assert list(cells) == [date(2023, 5, 16)]


@pytest.mark.national
def test_the_published_workbooks_are_read_as_a_whole(shared_data: Path) -> None:
    for path in shared_data.glob("*.xlsx"):
        assert in_pieces(path) == whole(path)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def plain_text(path: Path) -> None:
    path.write_text("name1,zip\nHarbor House,61602\n")


def cut_short(path: Path) -> None:
    write_directory(path)
    path.write_bytes(path.read_bytes()[:-600])


def damaged(path: Path) -> None:
    write_directory(path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        sheet = book.getinfo("xl/worksheets/sheet1.xml")
    start = sheet.header_offset + 100
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)


def some_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("letter.txt", "Dear editor")


def bomb(path: Path) -> None:
    write_directory(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book,
        book.open("xl/media/image1.png", "w") as image,
    ):
        for _ in range(archive.MOST_BYTES // 1_000_000 + 1):
            image.write(bytes(1_000_000))


def far_away_cell(path: Path) -> None:
    book = Writer()
    assert book.active is not None
    book.active["A1"] = "name1"
    book.active.cell(row=1_048_576, column=16_384, value="x")
    book.save(path)


def locked(path: Path) -> None:
    path.write_bytes(archive.COMPOUND_MAGIC + bytes(600) + archive.ENCRYPTED)


def old_excel(path: Path) -> None:
    path.write_bytes(archive.COMPOUND_MAGIC + bytes(600))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (empty, "list.xlsx is empty."),
        (plain_text, "list.xlsx is not an Excel workbook (.xlsx)."),
        (some_archive, "list.xlsx is not an Excel workbook (.xlsx)."),
        (old_excel, "list.xlsx is not an Excel workbook (.xlsx)."),
        (cut_short, "list.xlsx is cut short or damaged; fetch it again."),
        (damaged, "list.xlsx is cut short or damaged; fetch it again."),
        (bomb, "list.xlsx would unpack to more than 400 megabytes."),
        (locked, "list.xlsx is protected by a password; save it without one."),
        (
            far_away_cell,
            "list.xlsx spans 1,048,576 rows and 16,384 columns, more than can be read.",
        ),
    ],
)
def test_a_file_that_is_no_good_workbook_says_so_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], None], sentence: str
) -> None:
    path = tmp_path / "list.xlsx"
    make(path)

    with pytest.raises(UnreadableFileError) as caught:
        Workbook(path)

    assert str(caught.value) == sentence


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be opened: No such file"):
        Workbook(tmp_path / "nowhere.xlsx")


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    book = opened(
        [["name1", "zip", "ZIP "], ["Harbor House", 61602, 61603]], tmp_path / "list.xlsx"
    )

    with pytest.raises(UnreadableFileError, match=r"list\.xlsx has two columns zip\."):
        book.table(["name1", "zip"], "facilities")
