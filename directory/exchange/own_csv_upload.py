"""Reads what somebody made in a spreadsheet program of tables that `own_csv_writing` wrote.

The zip of all tables, the one file with all, or any one of the tables, as they come back: with
semicolons for commas, in another encoding, with columns left out.
"""

import csv
from collections.abc import Iterator, Mapping
from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from directory.exchange.archive import COMPOUND_MAGIC, TORN, WORKBOOK, ZIP_MAGIC
from directory.exchange.own_csv_cells import Row
from directory.exchange.own_csv_writing import TABLE
from directory.exchange.text_rows import TextRows

MOST_BYTES = 4_000_000  # as it is sent
MOST_UNPACKED = 40_000_000
MOST_ROWS = 50_000
TABLES = ("sites", "phones", "plans", "programs", "sessions", "facts")
# Columns by which a table that stands alone is known.
KNOWN_BY: Mapping[str, frozenset[str]] = {
    "sites": frozenset({"slug"}),
    "facts": frozenset({"site", "facet", "answer", "terms"}),
    "sessions": frozenset({"site", "program", "weekday"}),
    "plans": frozenset({"site", "insurer"}),
    "phones": frozenset({"site", "kind", "number"}),
    "programs": frozenset({"site", "program"}),
}


class Trouble(StrEnum):
    """Why a file cannot be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    WORKBOOK = "workbook"
    DAMAGED = "damaged"
    NO_TABLE = "no-table"


class TableError(ValueError):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def read(content: bytes) -> dict[str, list[Row]]:
    """The rows of each table that is there. Raises TableError."""
    _check(content)
    tables: dict[str, list[Row]] = {}
    try:
        for row in _bounded(_rows(content)):
            tables.setdefault(row.table, []).append(row)
    except TableError:
        raise
    # Among them what zipfile raises of an archive whose numbers lead nowhere.
    except (*TORN, RuntimeError, OSError, csv.Error, ValueError) as error:
        raise TableError(Trouble.DAMAGED) from error
    if not tables:
        raise TableError(Trouble.NO_TABLE)
    return tables


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows of tables that are known."""
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise TableError(Trouble.TOO_MANY_ROWS)
        if row.table in TABLES:
            yield row


def _check(content: bytes) -> None:
    if not content.strip():
        raise TableError(Trouble.EMPTY)
    if len(content) > MOST_BYTES:
        raise TableError(Trouble.TOO_LARGE)
    if content.startswith(COMPOUND_MAGIC):
        raise TableError(Trouble.WORKBOOK)


def _rows(content: bytes) -> Iterator[Row]:
    if not content.startswith(ZIP_MAGIC):
        yield from _of_file(content)
        return
    with ZipFile(BytesIO(content)) as archive:
        if WORKBOOK in archive.namelist():
            raise TableError(Trouble.WORKBOOK)
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise TableError(Trouble.TOO_LARGE)
        for name in archive.namelist():
            path = PurePosixPath(name)
            is_table = path.suffix.lower() == ".csv" and "__MACOSX" not in path.parts
            if is_table and path.stem in TABLES:
                yield from _of_file(archive.read(name), path.stem)


def _of_file(content: bytes, table: str = "") -> Iterator[Row]:
    text = _text(content)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    rows = TextRows(Path("table.csv"), StringIO(text, newline=""), delimiter=delimiter)
    columns = [cell.strip().lower() for cell in next(iter(rows), [])]
    known = (name for name, own in KNOWN_BY.items() if own <= set(columns))
    alone = table or next(known, "")
    for cells in rows:
        if any(cell.strip() for cell in cells):
            said = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
            yield Row(rows.line, said.get(TABLE, "") if TABLE in columns else alone, said)


def _text(content: bytes) -> str:
    """Excel writes UTF-8 only when it is told to."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
