"""Reads what `directory export csv` writes: the zip of all tables, or the one file."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipFile

from directory.exchange import archive, edition, text_rows
from directory.exchange.own_csv_cells import Row
from directory.exchange.own_csv_reading import TAKING, Reader
from directory.exchange.own_csv_writing import TABLE
from directory.exchange.records import Given, PublishedList
from directory.exchange.text_rows import TextRows
from directory.exchange.unreadable import UnreadableFileError

SERIES = "directory-copy"
MOST_BYTES = 400_000_000  # unpacked; a directory of 12,744 sites takes 70 million
MOST_COLUMNS = 1_000
NEEDED = {"sites.csv", "programs.csv", "facts.csv", "sources.csv"}


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError with one sentence on what is no export of a directory."""
    reader = Reader(given.vocabulary)
    try:
        _take(path, reader, edition.latest(given))
    except UnreadableFileError:
        raise
    except (*archive.TORN, csv.Error, ValueError, RuntimeError, OSError) as error:
        raise UnreadableFileError(f"{path.name} {_trouble(error)}.") from error
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    day = given.reported_on or reader.day or made  # an export of old does not say its day
    return PublishedList(
        series=SERIES,
        source=given.series[SERIES].edition(day.year, day),
        reported_on=day,
        records=tuple(reader.records()),
        skipped=tuple(reader.skipped),
        copied=True,
    )


def _trouble(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is not written in UTF-8"
    if isinstance(error, OSError):
        return f"cannot be opened: {error.strerror}"
    if isinstance(error, RuntimeError) and not isinstance(error, archive.TORN):
        return "is protected by a password"  # zipfile says so of a member that is encrypted
    return "is cut short or damaged; fetch it again"


def _take(path: Path, reader: Reader, latest: date) -> None:
    for row in _rows(path, latest):
        reader.take(row)
        if reader.excess:
            raise UnreadableFileError(f"{path.name} has more than {reader.excess}.")


def _rows(path: Path, latest: date) -> Iterator[Row]:
    if archive.is_archive(path):
        with ZipFile(path) as zipped:
            yield from _of_package(path, zipped, latest)
    else:
        text_rows.check_size(path, MOST_BYTES)
        with path.open("rb") as file:
            yield from _of_whole(path, file, latest)


def _of_package(path: Path, zipped: ZipFile, latest: date) -> Iterator[Row]:
    missing = sorted(NEEDED - set(zipped.namelist()))
    if missing:
        raise UnreadableFileError(
            f"{path.name} is no export of a directory: it has no {', '.join(missing)}."
        )
    if sum(member.file_size for member in zipped.infolist()) > MOST_BYTES:
        raise UnreadableFileError(
            f"{path.name} would unpack to more than {MOST_BYTES // 1_000_000} megabytes."
        )
    for table in TAKING:
        name = f"{table}.csv"
        if name in zipped.namelist():
            with zipped.open(name) as file:
                for line, said in _said(path, cast(BinaryIO, file)):
                    yield Row(line, table, said, latest)


def _of_whole(path: Path, file: BinaryIO, latest: date) -> Iterator[Row]:
    for line, said in _said(path, file):
        table = said.get(TABLE) or ""
        if table not in TAKING:
            raise UnreadableFileError(
                f"{path.name} is no export of a directory: its line {line} belongs to none of the "
                f"tables {', '.join(TAKING)}."
            )
        yield Row(line, table, said, latest)


def _said(path: Path, file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    with TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        rows = TextRows(path, text)
        columns = next(iter(rows), [])
        if len(columns) > MOST_COLUMNS:
            raise UnreadableFileError(
                f"{path.name} has {len(columns):,} columns, which is too many."
            )
        for row in rows:
            yield rows.line, dict(zip(columns, row, strict=False))
