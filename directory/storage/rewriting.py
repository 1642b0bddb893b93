"""Writes listings over what is kept of them, whoever said it. Their programs keep their numbers."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.storage import imports, keeping, numbers, outbox
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    SessionRow,
)

PROGRAMS = cast(Table, ProgramRow.__table__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """By what a program is known again."""

    care: str | None
    name: str
    position: int


# One after another, so that no program takes the number of one that fits it better.
ALIKE: Sequence[Callable[[Marks], Hashable]] = (
    lambda one: one,
    lambda one: (one.care, one.name),
    lambda one: (one.care, one.position),
    lambda one: one.care,
)


def rewrite(
    session: Session, listings: Collection[Listing], keep_source: keeping.KeepSource
) -> None:
    """Each takes the place of the listing with its id, and the index is told."""
    ids = [listing.id for listing in listings]
    imports.save_details(session, listings)
    _forget_said(session, ids)
    before = _programs(session, ids)
    placed = {one.id: _placed(before[one.id], one) for one in listings}
    dropped = [id_ for one in ids for id_ in before[one].keys() - placed[one].values()]
    session.execute(delete(ProgramRow).where(ProgramRow.id.in_(dropped)))
    _write(session, listings, placed, keeping.Keeper(session, keep_source))
    outbox.note(session, ids)


def _write(
    session: Session,
    listings: Collection[Listing],
    placed: Mapping[int, Mapping[int, int]],
    keeper: keeping.Keeper,
) -> None:
    """`placed`: by listing, the number of each program that has one, by its place."""
    new = sum(len(one.programs) - len(placed[one.id]) for one in listings)
    fresh = iter(numbers.take(session, ProgramRow, new))
    rows: keeping.Rows = {}
    kept = []
    for listing in listings:
        keeper.gather_site(listing, listing.id, rows)
        known = placed[listing.id]
        for place, program in enumerate(listing.programs):
            number = known[place] if place in known else next(fresh)
            row = keeping.program_row(program) | {"provider_id": listing.id, "position": place}
            if place in known:
                kept.append(row | {"number": number})
            else:
                rows.setdefault(ProgramRow, []).append(row | {"id": number})
            keeper.gather_program(program, number, rows)
    if kept:
        session.execute(update(PROGRAMS).where(PROGRAMS.c.id == bindparam("number")), kept)
    keeping.insert_all(session, rows)


def _placed(before: Mapping[int, Marks], listing: Listing) -> dict[int, int]:
    """The numbers that programs of the listing had, by their place in it."""
    placed = {place: one.id for place, one in enumerate(listing.programs) if one.id in before}
    left = {id_: marks for id_, marks in before.items() if id_ not in placed.values()}
    for alike in ALIKE:
        for place, program in enumerate(listing.programs):
            if place in placed:
                continue
            sought = alike(Marks(care=program.care, name=program.name, position=place))
            found = next((id_ for id_, marks in left.items() if alike(marks) == sought), None)
            if found is not None:
                placed[place] = found
                del left[found]
    return placed


def _programs(session: Session, ids: Collection[int]) -> Mapping[int, dict[int, Marks]]:
    """By provider and number, in their order."""
    columns = (PROGRAMS.c.id, PROGRAMS.c.provider_id, PROGRAMS.c.care, PROGRAMS.c.name)
    query = select(*columns, PROGRAMS.c.position).where(PROGRAMS.c.provider_id.in_(ids))
    found: defaultdict[int, dict[int, Marks]] = defaultdict(dict)
    for row in session.execute(query.order_by(PROGRAMS.c.position, PROGRAMS.c.id)):
        marks = Marks(care=row.care, name=row.name, position=row.position)
        found[row.provider_id][row.id] = marks
    return found


def _forget_said(session: Session, ids: Collection[int]) -> None:
    programs = select(ProgramRow.id).where(ProgramRow.provider_id.in_(ids))
    for of_program in (ProgramFactRow, SessionRow, ProgramStateRow):
        session.execute(delete(of_program).where(of_program.program_id.in_(programs)))
    for of_site in (ProviderFactRow, PlanRow):
        session.execute(delete(of_site).where(of_site.provider_id.in_(ids)))
