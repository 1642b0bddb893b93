"""Somebody's own list, a CSV file or a workbook, read as a mapping file says."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from directory.exchange import edition, records, tables
from directory.exchange.delimited import MOST_ROWS
from directory.exchange.mapped_rows import Rows
from directory.exchange.mapping import ListMapping
from directory.exchange.records import Given, PublishedList, Record, SkippedRow
from directory.exchange.tables import Book, Head
from directory.exchange.unreadable import UnreadableFileError

NAMED = 8  # columns in a sentence on those that are missing


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError where the file does not fit the mapping, or there is none."""
    return read_book(tables.read(path), given)


def read_book(book: Book, given: Given) -> PublishedList:
    """The same, of a file that is open already."""
    if given.mapping is None:
        raise UnreadableFileError(
            f"{book.path.name} needs a mapping that says what its columns mean: --mapping names "
            "one, --suggest-mapping drafts one."
        )
    mapping = given.mapping
    head = book.table([column for column, _ in mapping.columns()])
    _check_columns(book, head, mapping)
    given = replace(given, reported_on=given.reported_on or mapping.day)
    made_on = edition.made_on(book.properties)
    source, day = edition.of_file(book.path, mapping.series, given, made_on)
    rows = Rows(mapping, given, source, day)
    found = [rows.read(row) for row in islice(head.rows(), MOST_ROWS + 1)]
    if len(found) > MOST_ROWS:
        raise UnreadableFileError(f"{book.path.name} has more than {MOST_ROWS:,} rows.")
    return PublishedList(
        series=mapping.series.slug,
        source=source,
        reported_on=day,
        records=records.joined(row for row in found if isinstance(row, Record)),
        skipped=tuple(row for row in found if isinstance(row, SkippedRow)),
    )


def _check_columns(book: Book, head: Head, mapping: ListMapping) -> None:
    named = {column for column, _ in mapping.columns()}
    for what, columns in (
        ("no column", named - head.columns.keys()),
        ("more than one column", named & head.repeated),
    ):
        if columns:
            keys = list(_with_keys(mapping, columns))
            more = [f"{len(keys) - NAMED:,} more"] if len(keys) > NAMED else []
            listed = ", ".join((*keys[:NAMED], *more))
            raise UnreadableFileError(f"{book.path.name} has {what} {listed} of {mapping.file}.")


def _with_keys(mapping: ListMapping, columns: set[str]) -> Iterator[str]:
    for column, key in mapping.columns():
        if column in columns:
            yield f"{column} ({key})"
