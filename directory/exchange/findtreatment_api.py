"""Answers of FindTreatment.gov's locator API: JSON with labels in the place of codes.

An answer is a page of what lies around some place, so it never tells that a site is gone.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from directory.domain.vocabulary import Claim
from directory.exchange import claims, edition, records, samhsa_columns, sites
from directory.exchange.claims import Reading
from directory.exchange.labels import Labels, Terms, kept
from directory.exchange.records import Given, PublishedList, Record, SkippedRow
from directory.exchange.sites import Told
from directory.exchange.text import tidy
from directory.exchange.unreadable import UnreadableFileError

SERIES = "findtreatment-api"
MOST_BYTES = 50_000_000
MOST_VALUES = 4_000_000  # a value takes some hundred bytes of memory, however short it is
LABELS_END = ";"
Row = Mapping[str, Any]


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError where the file is no such answer."""
    rows = _rows(path)
    source, reported_on = edition.of_file(path, given.series[SERIES], given)
    reader = _Facilities(
        Labels.load(),
        Terms(given.vocabulary),
        claims.Reader(given.vocabulary, source, reported_on),
        reported_on,
    )
    found = [reader.read(line, row) for line, row in enumerate(rows, start=1)]
    return PublishedList(
        series=SERIES,
        source=source,
        reported_on=reported_on,
        records=records.joined(row for row in found if isinstance(row, Record)),
        skipped=tuple(row for row in found if isinstance(row, SkippedRow)),
        partial=True,
    )


def _rows(path: Path) -> list[object]:
    content = _content(path)
    rows = content.get("rows") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise UnreadableFileError(f"{path.name} is no answer of FindTreatment.gov: it has no rows.")
    return rows


def _content(path: Path) -> object:
    written = _written(path)
    try:
        return json.loads(written)
    except (RecursionError, ValueError) as error:
        raise UnreadableFileError(f"{path.name} {_explained(error)}.") from error


def _explained(error: RecursionError | ValueError) -> str:
    match error:
        case RecursionError():
            return "is nested deeper than a list can be"
        case UnicodeDecodeError():
            return "is not written in UTF-8"
        case json.JSONDecodeError():
            return f"is cut short or no JSON (line {error.lineno}: {error.msg})"
    return "holds a number that is too long"


def _written(path: Path) -> bytes:
    """The file, if it is of a size that memory has room for. Raises UnreadableFileError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            size = f"{MOST_BYTES // 1_000_000} megabytes"
            raise UnreadableFileError(f"{path.name} has more than {size}; split it.")
        written = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be opened: {error.strerror}.") from error
    if not written.strip():
        raise UnreadableFileError(f"{path.name} is empty.")
    if sum(map(written.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise UnreadableFileError(f"{path.name} has more values than can be read; split it.")
    return written


@dataclass(frozen=True, slots=True)
class _Facilities:
    labels: Labels
    terms: Terms
    claims: claims.Reader
    reported_on: date

    def read(self, line: int, row: object) -> Record | SkippedRow:
        if not isinstance(row, dict):
            return SkippedRow(line=line, name="", reason="no facility")
        told = _told(row)
        if _text(row.get("typeFacility")).upper() == samhsa_columns.PRESCRIBER:
            return SkippedRow(line=line, name=told.name, reason=samhsa_columns.NO_PROGRAM)
        if reason := sites.fault(told):
            return sites.skipped(line, told, reason)
        return sites.record(line, told, self._reading(row), self.reported_on)

    def _reading(self, row: Row) -> Reading:
        codes: list[str] = []
        named: list[Claim] = []
        unclaimed: list[str] = []
        for category, label in _services(row):
            if code := self.labels.code(category, label):
                codes.append(code)
            elif meant := self.terms.of_category(category, label):
                named += meant
            else:
                unclaimed.append(kept(category, label))
        found, silent = self.claims.claimed(claims.specific(codes))
        return self.claims.gathered([*found, *named], [*silent, *unclaimed])


def _services(row: Row) -> Iterator[tuple[str, str]]:
    """Category and label of each service; what has another shape is none."""
    services = row.get("services")
    for group in services if isinstance(services, list) else ():
        if isinstance(group, dict):
            category = _text(group.get("f2")).upper()
            for label in _text(group.get("f3")).split(LABELS_END):
                if label.strip():
                    yield category, label.strip()


def _told(row: Row) -> Told:
    said = {name: _text(value) for name, value in row.items()}
    return samhsa_columns.told(defaultdict(str, said))


def _text(value: object) -> str:
    return tidy(str(value)) if isinstance(value, str | int | float) else ""
