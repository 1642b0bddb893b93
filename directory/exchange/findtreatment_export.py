"""FindTreatment.gov's spreadsheet export: a row a place, a column a code, and a sheet of codes.

The header's cells carry stray blanks, and columns come and go between states and years.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from directory.exchange import claims, edition, records, samhsa_columns, sites
from directory.exchange.code_book import UNKNOWN
from directory.exchange.records import Given, PublishedList, Record, SkippedRow
from directory.exchange.series import Series
from directory.exchange.sites import Told
from directory.exchange.spreadsheet import Row, Table, Workbook

SERIES = "findtreatment"
NEEDED = ("name1", "street1", "city", "state", "zip", "phone", "type_facility")
PLAIN = (
    *NEEDED,
    *("name2", "street2", "zip4", "county", "intake_prompt", *samhsa_columns.INTAKE),
    *("website", "latitude", "longitude"),
)
REFERENCE = ("category_code", "service_code")
PRESENT = frozenset({"1", 1})

TREATMENT_PROGRAM = "OTP"
# Rows of other registers than the survey come with nearly every code set, which says nothing.
MOST_CODES = 0.6  # of all columns; the fullest row of the survey has 0.45
OWN_CODES = {TREATMENT_PROGRAM: ("OT:OTP",)}
SAYS_NOTHING = "nearly all codes are set, which says nothing; they were left out"
MOSTLY = 0.9  # of a file's rows, for it to be a state's


def read(path: Path, given: Given) -> PublishedList:
    """Raises UnreadableFileError where the file is no such export."""
    return read_book(Workbook(path), given)


def read_book(book: Workbook, given: Given) -> PublishedList:
    """The same, of a workbook that is open already."""
    rows = book.table(NEEDED, "places")
    columns = _Columns.of(rows, book.table(REFERENCE, "the meaning of the codes"))
    series = _series(given.series[SERIES], rows)
    source, reported_on = edition.of(book, series, given)
    reader = _Places(columns, claims.Reader(given.vocabulary, source, reported_on), reported_on)
    found = [reader.read(row) for row in rows]
    return PublishedList(
        series=series.slug,
        source=source,
        reported_on=reported_on,
        records=records.joined(row for row in found if isinstance(row, Record)),
        skipped=tuple(row for row in found if isinstance(row, SkippedRow)),
    )


def _series(series: Series, rows: Table) -> Series:
    """An export is what somebody searched for. Mostly that is a state, which is a list by itself.

    Otherwise a state's file would say that all other states' sites are gone.
    """
    states = Counter(row["state"].upper() for row in rows)
    state, count = states.most_common(1)[0] if states else ("", 0)
    if len(state) != 2 or count < MOSTLY * states.total():
        return series
    return replace(series, slug=f"{series.slug}-{state.lower()}", name=f"{series.name} ({state})")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a line each code stands, as CATEGORY:CODE."""

    codes: Sequence[tuple[int, str]]

    @classmethod
    def of(cls, rows: Table, reference: Table) -> "_Columns":
        homes: dict[str, list[str]] = {}
        for row in reference:
            homes.setdefault(row["service_code"].casefold(), []).append(row["category_code"])
        named = [(name, at) for name, at in rows.columns.items() if name not in PLAIN]
        return cls([(at, _named(name, homes.get(name, []))) for name, at in named])

    def read(self, row: Row) -> list[str]:
        cells = row.cells
        last = len(cells)
        return [code for at, code in self.codes if at < last and cells[at] in PRESENT]

    def says_everything(self, codes: Sequence[str]) -> bool:
        return len(codes) > MOST_CODES * len(self.codes)


def _named(code: str, homes: list[str]) -> str:
    return f"{homes[0] if len(homes) == 1 else UNKNOWN}:{code.upper()}"


@dataclass(frozen=True, slots=True)
class _Places:
    columns: _Columns
    claims: claims.Reader
    reported_on: date

    def read(self, row: Row) -> Record | SkippedRow:
        kind, told = row["type_facility"].upper(), samhsa_columns.told(row)
        if kind == samhsa_columns.PRESCRIBER:
            return SkippedRow(line=row.line, name=told.name, reason=samhsa_columns.NO_PROGRAM)
        if reason := sites.fault(told):
            return sites.skipped(row.line, told, reason)
        codes = self.columns.read(row)
        if self.columns.says_everything(codes):
            record = self._record(row, told, OWN_CODES.get(kind, ()))
            return replace(record, remarks=(*record.remarks, SAYS_NOTHING))
        return self._record(row, told, codes)

    def _record(self, row: Row, told: Told, codes: Sequence[str]) -> Record:
        reading = self.claims.read(claims.specific(codes))
        return sites.record(row.line, told, reading, self.reported_on)
