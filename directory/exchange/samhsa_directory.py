"""SAMHSA's national directories, of substance-use and of mental-health treatment facilities.

A workbook with a sheet of facilities and one that explains their codes. The sheets' and the
columns' names change their case between the years; their places may change too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from directory.exchange import claims, edition, records, samhsa_columns, sites
from directory.exchange.code_book import CodeBook
from directory.exchange.records import Given, PublishedList, Record, SkippedRow
from directory.exchange.sites import Told
from directory.exchange.spreadsheet import Row, Table, Workbook
from directory.exchange.unreadable import UnreadableFileError

CODES = "service_code_info"
FACILITY_COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone"),
    *samhsa_columns.INTAKE[:2],
    CODES,
)
# The codes may be as long as they like.
PLAIN_COLUMNS = (*FACILITY_COLUMNS[:8], *samhsa_columns.INTAKE)
LOCATOR_COLUMNS = ("name1", "street1", "zip", "type_facility", "sa", "mh")
WITHHELD = "- - -"  # as they write it in the place of a street
REFERENCE_COLUMNS = ("category_code", "service_code")

SUBSTANCE_USE = "samhsa-directory"
MENTAL_HEALTH = "samhsa-mental-health-directory"
FACILITY_TYPE = "FT"  # a category of the mental-health directory's code book alone


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError where the file is not such a directory."""
    return read_book(Workbook(path), given)


def read_book(book: Workbook, given: Given) -> PublishedList:
    """The same, of a workbook that is open already."""
    _check_layout(book)
    facilities = book.table(FACILITY_COLUMNS, "facilities")
    codes = _code_book(book.table(REFERENCE_COLUMNS, "the meaning of the codes"))
    series = given.series[MENTAL_HEALTH if FACILITY_TYPE in codes.categories else SUBSTANCE_USE]
    source, reported_on = edition.of(book, series, given)
    reader = _Facilities(codes, claims.Reader(given.vocabulary, source, reported_on), reported_on)
    found = list(reader.read(facilities))
    return PublishedList(
        series=series.slug,
        source=source,
        reported_on=reported_on,
        records=records.joined(row for row in found if isinstance(row, Record)),
        skipped=tuple(row for row in found if isinstance(row, SkippedRow)),
    )


def _check_layout(book: Workbook) -> None:
    """Its locator's spreadsheet begins alike and has a column for each code."""
    if book.has(LOCATOR_COLUMNS) and not book.has(FACILITY_COLUMNS[-1:]):
        raise UnreadableFileError(
            f"{book.path.name} looks like FindTreatment.gov's export, which has a column for each "
            "code; read it with --format findtreatment-export."
        )


@dataclass(frozen=True, slots=True)
class _Facilities:
    codes: CodeBook
    claims: claims.Reader
    reported_on: date

    def read(self, facilities: Table) -> Iterator[Record | SkippedRow]:
        for row in facilities:
            told = _told(row)
            if reason := _fault(row, told):
                yield sites.skipped(row.line, told, reason)
            else:
                reading = self.claims.read(claims.specific(self.codes.read(row[CODES])))
                yield sites.record(row.line, told, reading, self.reported_on)


def _told(row: Row) -> Told:
    """The directories leave a street out only where it is withheld."""
    told = samhsa_columns.told(row)
    return told if told.street else replace(told, street=WITHHELD)


def _fault(row: Row, told: Told) -> str:
    """Why the row makes no record; empty where it does."""
    overlong = [column for column in PLAIN_COLUMNS if len(row[column]) > sites.LONGEST]
    return sites.too_long(overlong) if overlong else sites.fault(told)


def _code_book(reference: Table) -> CodeBook:
    return CodeBook((row["category_code"], row["service_code"]) for row in reference)
