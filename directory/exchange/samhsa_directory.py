"""SAMHSA's national directories, of substance-use and of mental-health treatment facilities.

A workbook with a sheet of facilities and one that explains their codes. The sheets' and the
columns' names change their case between the years; their places may change too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from directory.domain.listings import Address, Listing, Phone
from directory.exchange import claims, edition, phones, records
from directory.exchange.code_book import CodeBook
from directory.exchange.records import Given, PublishedList, Record, SkippedRow
from directory.exchange.spreadsheet import Row, Table, Workbook
from directory.exchange.text import zip_code
from directory.exchange.unreadable import UnreadableFileError

INTAKE_COLUMNS = ("intake1", "intake2", "intake1a", "intake2a")
FACILITY_COLUMNS = (
    *("name1", "name2", "street1", "street2", "city", "state", "zip", "phone"),
    *INTAKE_COLUMNS[:2],
    "service_code_info",
)
LONGEST = 2_000  # letters of a cell; beyond that something else was pasted into it
PLAIN_COLUMNS = (*FACILITY_COLUMNS[:8], *INTAKE_COLUMNS)  # the codes may be as long as they like
LOCATOR_COLUMNS = ("name1", "street1", "zip", "type_facility", "sa", "mh")
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
            reason = _fault(row)
            yield _skipped(row, reason) if reason else self._record(row, zip_code(row["zip"]))

    def _record(self, row: Row, zip_: str) -> Record:
        reading = self.claims.read(claims.specific(self.codes.read(row["service_code_info"])))
        return Record(
            line=row.line,
            key=_key(row, zip_),
            listing=Listing(
                name=row["name1"],
                name2=row["name2"],
                address=_address(row, zip_),
                phones=tuple(_phones(row)),
                statements=reading.statements,
                programs=reading.programs,
                confirmed_on=self.reported_on,
            ),
            unclaimed=reading.unclaimed,
        )


def _fault(row: Row) -> str:
    """Why the row makes no record; empty where it does."""
    if overlong := _overlong(row):
        return f"more than {LONGEST:,} characters in {', '.join(overlong)}"
    if not row["name1"]:
        return "no name"
    if zip_code(row["zip"]):
        return ""
    return f"{row['zip']} is not a ZIP code" if row["zip"] else "no ZIP code"


def _overlong(row: Row) -> list[str]:
    return [column for column in PLAIN_COLUMNS if len(row[column]) > LONGEST]


def _skipped(row: Row, reason: str) -> SkippedRow:
    told = row.without(_overlong(row))
    remains = Listing(
        name=told["name1"],
        name2=told["name2"],
        address=_address(told, zip_code(told["zip"])),
        phones=tuple(_phones(told)),
    )
    return SkippedRow(line=row.line, name=told["name1"], reason=reason, remains=remains)


def _code_book(reference: Table) -> CodeBook:
    return CodeBook((row["category_code"], row["service_code"]) for row in reference)


def _key(row: Row, zip_: str) -> str:
    """The directories number nothing: a site is known by its names and its street.

    Where the street is withheld ("- - -"), its telephone stands in.
    """
    street = row["street1"] if _is_given(row["street1"]) else phones.dialable(row["phone"])
    return "|".join((row["name1"], row["name2"], street, zip_)).casefold()


def _address(row: Row, zip_: str) -> Address:
    shown = _is_given(row["street1"])
    return Address(
        street=row["street1"] if shown else "",
        street2=row["street2"] if shown else "",
        city=row["city"],
        state=row["state"].upper(),
        zip=zip_,
        confidential=not shown,
    )


def _is_given(street: str) -> bool:
    return any(map(str.isalnum, street))


def _phones(row: Row) -> Iterator[Phone]:
    main = phones.dialable(row["phone"]) if row["phone"] else ""
    if main:
        yield Phone(kind="main", number=main)
    intake = (phones.dialable(row[column]) for column in INTAKE_COLUMNS if row[column])
    yield from (Phone(kind="intake", number=line) for line in dict.fromkeys(intake) if line != main)
