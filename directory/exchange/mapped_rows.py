"""From one row of somebody's own list to a record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from directory.domain.facts import Source
from directory.domain.listings import Listing, Plan
from directory.domain.vocabulary import Claim
from directory.exchange import claims, mapped_programs, mapped_sites, sites
from directory.exchange.claims import Reading
from directory.exchange.insurers import Insurers
from directory.exchange.labels import kept
from directory.exchange.mapped_cells import CellError, Cells
from directory.exchange.mapped_terms import Heard, Interpreter
from directory.exchange.mapping import ListMapping
from directory.exchange.records import MOST_UNCLAIMED, Given, Record, SkippedRow
from directory.exchange.sites import Told
from directory.exchange.spreadsheet import Row


@dataclass(frozen=True)
class Rows:
    """Reads the rows of one file; `day` is when the list speaks, where a row does not say."""

    mapping: ListMapping
    given: Given
    source: Source
    day: date

    def read(self, row: Row) -> Record | SkippedRow:
        cells = Cells(row, self.mapping.manner)
        told = mapped_sites.told(cells, self.mapping)
        for skip in self.mapping.skips:
            if cells.text(skip.column).casefold() in skip.values:
                return SkippedRow(
                    line=row.line, name=told.name[: sites.LONGEST], reason=skip.reason
                )
        if reason := sites.fault(told):
            reason = mapped_sites.address_fault(cells, self.mapping, told) or reason
            return sites.skipped(row.line, told, reason)
        return self._record(row.line, cells, told)

    def _record(self, line: int, cells: Cells, told: Told) -> Record:
        site, remarks = sites.read(told)
        hours = mapped_sites.hours(cells, self.mapping)
        day, late = self._day(cells)
        plans, heard = self._heard(cells, day)
        reading = self._claims(day).gathered(heard.claims, heard.unclaimed)
        done = self._programs(cells, reading, day)
        listing = replace(
            site,
            office_hours=hours.spans,
            statements=done.reading.statements,
            programs=done.reading.programs,
            plans=plans,
            confirmed_on=day,
        )
        return Record(
            line=line,
            key=self._key(cells, listing),
            listing=listing,
            unclaimed=reading.unclaimed[:MOST_UNCLAIMED],
            remarks=(
                *remarks,
                *hours.remarks,
                *late,
                *heard.remarks,
                *done.remarks,
                *_left_out(reading),
            ),
        )

    def _programs(self, cells: Cells, reading: Reading, day: date) -> mapped_programs.Programs:
        if self.mapping.manner.rows == "programs":
            reading = mapped_programs.of_the_row(reading)
        return mapped_programs.described(cells, self.mapping, reading, day)

    def _key(self, cells: Cells, listing: Listing) -> str:
        return mapped_sites.key(cells, self.mapping) or sites.key(listing)

    def _day(self, cells: Cells) -> tuple[date, tuple[str, ...]]:
        try:
            said = cells.day(self.mapping.site.get("confirmed"), self.given.today)
        except CellError as error:
            return self.day, (f"confirmed: {error}; the list's day is used",)
        return said or self.day, ()

    def _heard(self, cells: Cells, day: date) -> tuple[tuple[Plan, ...], Heard]:
        heard = self._interpreter.read(cells)
        plans = []
        for column in self.mapping.plans:
            for part in cells.parts(column):
                accepted = self._insurers.read(part)
                if accepted is None:
                    heard.unclaimed.append(kept(column, part))
                    continue
                heard.claims.append(Claim(accepted.selection, denies=False))
                if accepted.is_insurer:
                    plan = Plan(
                        insurer=accepted.selection.slug,
                        source=self.source,
                        kind=accepted.kind,
                        in_network=accepted.in_network,
                        confirmed_on=day,
                    )
                    plans.append(plan)
        return tuple(dict.fromkeys(plans)), heard

    def _claims(self, day: date) -> claims.Reader:
        """A reader for each day, so that its equal statements are one object."""
        if day not in self._readers:
            self._readers[day] = claims.Reader(self.given.vocabulary, self.source, day)
        return self._readers[day]

    @cached_property
    def _readers(self) -> dict[date, claims.Reader]:
        return {}

    @cached_property
    def _insurers(self) -> Insurers:
        return Insurers(self.given.vocabulary)

    @cached_property
    def _interpreter(self) -> Interpreter:
        return Interpreter(self.mapping, self.given.vocabulary)


def _left_out(reading: Reading) -> Iterator[str]:
    if len(reading.unclaimed) > MOST_UNCLAIMED:
        yield f"of the values that no term claims only the first {MOST_UNCLAIMED} are kept"
