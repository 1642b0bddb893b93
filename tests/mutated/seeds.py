"""Small files of each format that can be imported: cut from real ones where those are at hand."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from config import DATA
from directory.domain.places import Place, PlaceKind, Point
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration, own_csv_writing
from tests import colorado, spreadsheets
from tests.exchange import findtreatment_workbook
from tests.exchange.test_findtreatment_api import ROW as API_ROW

REAL = Path(__file__).parents[3] / "shared" / "data"  # kept beside the project, if at all
ROWS = 8  # of each list
TODAY = date(2026, 11, 22)
WORKBOOKS = {
    "su.xlsx": "national-directory-su-facilities-2023.xlsx",
    "mh.xlsx": "national-directory-mh-facilities-2023.xlsx",
    "tx.xlsx": "findtreatment-export-tx-2023.xlsx",
}
PEORIA = Place(
    kind=PlaceKind.ZIP,
    zip="61602",
    city="Peoria",
    state="IL",
    county="Peoria",
    point=Point(40.69, -89.59),
)


def files(folder: Path) -> Mapping[str, bytes]:
    """By the name under which each is read."""
    return dict([*_workbooks(folder), *_texts(folder), *_own()])


def _workbooks(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name, real in WORKBOOKS.items():
        if (REAL / real).exists():
            yield name, _cut(REAL / real)
    made = spreadsheets.write_directory(
        folder / "made.xlsx", [spreadsheets.row(Name1=f"House {number}") for number in range(ROWS)]
    )
    yield "made-2023.xlsx", made.read_bytes()
    export = findtreatment_workbook.write_export(
        folder / "export.xlsx",
        [findtreatment_workbook.row(name1=f"House {number}") for number in range(ROWS)],
    )
    yield "export-2023.xlsx", export.read_bytes()


def _cut(path: Path) -> bytes:
    """The first rows of the list, and all other sheets whole."""
    cut = Workbook()
    cut.remove(cut.worksheets[0])
    with CalamineWorkbook.from_path(path) as book:
        for place, name in enumerate(book.sheet_names):
            sheet = cut.create_sheet(name)
            rows = book.get_sheet_by_name(name).to_python()
            for row in rows[: ROWS + 1] if place == 0 else rows:
                sheet.append([str(cell) for cell in row])
    packed = BytesIO()
    cut.save(packed)
    return packed.getvalue()


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    real = REAL / "colorado-ladders-2023-05-16.csv"
    if real.exists():
        with real.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row, _ in zip(csv.reader(file), range(ROWS + 1), strict=False)]
        text = StringIO()
        csv.writer(text).writerows(rows)
        yield real.name, text.getvalue().encode()
    made = colorado.write_colorado(
        folder / "colorado.csv", [colorado.row(AccountID=str(number)) for number in range(ROWS)]
    )
    yield "colorado-2022-01-01.csv", made.read_bytes()
    sample = REAL / "findtreatment-api-sample-2019.json"
    if sample.exists():
        answer = json.loads(sample.read_text())
        rows = answer["rows"] if isinstance(answer, dict) else answer
        yield "answer-2019-12-31.json", json.dumps({"page": 1, "rows": rows[:ROWS]}).encode()
    services = [{"f1": "", "f2": "SET", "f3": "Outpatient; Intensive outpatient treatment"}]
    row = {**API_ROW, "services": services}
    yield "answer-2024-02-29.json", json.dumps({"page": 1, "rows": [row] * 3}).encode()


def _own() -> Iterator[tuple[str, bytes]]:
    vocabulary = Vocabulary.load(DATA / "vocabulary")
    made = list(demonstration.generate(ROWS, 1, vocabulary, [PEORIA], TODAY))
    for name, write in (
        ("own.csv", own_csv_writing.write_whole),
        ("own.zip", own_csv_writing.write_package),
    ):
        packed = BytesIO()
        write(made, packed, TODAY)
        yield name, packed.getvalue()
