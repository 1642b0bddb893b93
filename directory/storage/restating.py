"""Gives facts that a list repeats their new day, and writes only those that it says otherwise.

Most of a new edition says what the last one did, so one statement serves for all of that.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from directory.domain.facts import Statement
from directory.domain.listings import Listing
from directory.storage import keeping, stated, terms
from directory.storage.models import ProgramFactRow, ProgramRow, ProviderFactRow
from directory.storage.stated import SITE, Facts, Key

Row = dict[str, Any]
Programs = Mapping[tuple[int, str], int]  # by provider and level of care (empty: none)
SITE_FACTS = cast(Table, ProviderFactRow.__table__)
PROGRAM_FACTS = cast(Table, ProgramFactRow.__table__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Restated:
    """What a list says of a site now, and what it said before."""

    listing: Listing
    before: Facts

    @property
    def day(self) -> date | None:
        """The day of all its statements; None where they differ, or there are none to renew."""
        days = {said.reported_on for _, said in _spoken(self.listing)} if self.before else set()
        return days.pop() if len(days) == 1 else None


def renew(
    session: Session, said: Mapping[int, Restated], superseded: Collection[int], source_id: int
) -> None:
    """Let `source_id` say all that the superseded sources said; forget it where that cannot be."""
    by_day: defaultdict[date | None, list[int]] = defaultdict(list)
    for provider_id, restated in said.items():
        by_day[restated.day].append(provider_id)
    for day, ids in by_day.items():
        programs = select(ProgramRow.id).where(ProgramRow.provider_id.in_(ids))
        for table, theirs in (
            (SITE_FACTS, SITE_FACTS.c.provider_id.in_(ids)),
            (PROGRAM_FACTS, PROGRAM_FACTS.c.program_id.in_(programs)),
        ):
            which = (theirs, table.c.source_id.in_(superseded))
            new = {"source_id": source_id, "reported_on": day}
            change = update(table).values(new) if day else delete(table)
            session.execute(change.where(*which))


def restate(
    session: Session, said: Mapping[int, Restated], programs: Programs, source_id: int
) -> None:
    """Write what differs from what was renewed."""
    keeper = keeping.Keeper(session)
    numbers = terms.by_selection(session)
    gone: dict[Table, list[Row]] = {SITE_FACTS: [], PROGRAM_FACTS: []}
    come: dict[Table, list[Row]] = {SITE_FACTS: [], PROGRAM_FACTS: []}
    for provider_id, restated in said.items():
        lost, told = _difference(restated)
        for care, about in lost:
            table, owner = _owner(provider_id, care, programs)
            gone[table].append(owner | {"term": numbers[about], "source": source_id})
        for care, statement in told:
            table, owner = _owner(provider_id, care, programs)
            come[table] += keeper.facts([statement], **owner)
    for table in (SITE_FACTS, PROGRAM_FACTS):
        _take_out(session, table, gone[table])
        if come[table]:
            session.execute(insert(table), come[table])


def _difference(restated: Restated) -> tuple[Iterable[Key], Iterable[tuple[str | None, Statement]]]:
    """What it does not say any more, or not so; and what it says that was not said so."""
    was = restated.before if restated.day else {}
    now = stated.by(restated.listing)
    if now == was:
        return (), ()
    lost = [key for key, answer in was.items() if now.get(key) is not answer]
    told = [
        (care, said)
        for care, said in _spoken(restated.listing)
        if was.get((care, said.about)) is not said.answer
    ]
    return lost, told


def _spoken(listing: Listing) -> Iterator[tuple[str | None, Statement]]:
    for said in listing.statements:
        yield SITE, said
    for program in listing.programs:
        for said in program.statements:
            yield program.care or "", said


def _owner(provider_id: int, care: str | None, programs: Programs) -> tuple[Table, dict[str, int]]:
    if care is None:
        return SITE_FACTS, {"provider_id": provider_id}
    return PROGRAM_FACTS, {"program_id": programs[provider_id, care]}


def _take_out(session: Session, table: Table, rows: list[Row]) -> None:
    if rows:
        owner = table.primary_key.columns[0]
        which = (
            owner == bindparam(f"{owner.name}"),
            table.c.term_id == bindparam("term"),
            table.c.source_id == bindparam("source"),
        )
        session.execute(delete(table).where(*which), rows)
