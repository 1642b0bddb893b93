"""Puts what a list says now in the place of what it said before, for many sites at a time."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, exists, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from directory.domain.listings import Program
from directory.storage import keeping, numbers, restating, said
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    SessionRow,
)
from directory.storage.restating import Programs, Restated

Row = dict[str, Any]


def replace(
    session: Session, sites: Mapping[int, Restated], superseded: Collection[int], source_id: int
) -> Programs:
    """Replace all that the superseded sources said of these sites by what `source_id` says now.

    What other sources said stays. Returns the programs that are there then: by provider and level
    of care, which is empty where a program has none.
    """
    restating.renew(session, sites, superseded, source_id)
    known = _by_care(session, sites)
    named = [(id_, program) for id_, one in sites.items() for program in one.listing.programs]
    spoken_of = [(id_, program) for id_, program in named if _speaks(program)]
    _add(session, [one for one in spoken_of if (one[0], one[1].care or "") not in known])
    known = _by_care(session, sites)
    restating.restate(session, sites, known, source_id)
    _replace_plans(session, sites, superseded)
    return known


def tidy(session: Session, provider_ids: Collection[int]) -> None:
    """Remove programs of which nobody says anything any more; leave each site one at least.

    One without a level of care goes as soon as some source names a level.
    """
    mine = ProgramRow.provider_id.in_(provider_ids)
    session.execute(delete(ProgramRow).where(mine, *_says_nothing()))
    left = {id_ for id_, _ in _by_care(session, provider_ids)}
    _add(session, [(id_, Program(care=None)) for id_ in provider_ids if id_ not in left])


def _replace_plans(
    session: Session, sites: Mapping[int, Restated], superseded: Collection[int]
) -> None:
    theirs = (PlanRow.provider_id.in_(sites), PlanRow.source_id.in_(superseded))
    session.execute(delete(PlanRow).where(*theirs))
    keeper = keeping.Keeper(session)
    plans = (keeper.plans(one.listing, id_) for id_, one in sites.items())
    _insert(session, PlanRow, [row for rows in plans for row in rows])


def _speaks(program: Program) -> bool:
    return bool(program.care or program.statements or said.of_program(program))


def _by_care(session: Session, ids: Iterable[int]) -> dict[tuple[int, str], int]:
    query = select(ProgramRow.provider_id, ProgramRow.care, ProgramRow.id)
    rows = session.execute(
        query.where(ProgramRow.provider_id.in_(ids)).order_by(ProgramRow.id.desc())
    )
    return {(provider_id, care or ""): id_ for provider_id, care, id_ in rows}


def _add(session: Session, programs: Iterable[tuple[int, Program]]) -> None:
    """Add them behind those that are there."""
    added = list(programs)
    owned = ProgramRow.provider_id.in_({id_ for id_, _ in added})
    behind = session.scalar(select(func.max(ProgramRow.position)).where(owned)) or 0
    given = numbers.take(session, ProgramRow, len(added))
    rows = [
        keeping.program_row(program)
        | {"id": number, "provider_id": id_, "position": behind + place}
        for place, (number, (id_, program)) in enumerate(zip(given, added, strict=True), start=1)
    ]
    _insert(session, ProgramRow, rows)


def _says_nothing() -> list[ColumnElement[bool]]:
    """A program without a fact, a session or a word."""
    words = (ProgramRow.name, ProgramRow.description, ProgramRow.cost, ProgramRow.openings)
    parts = (ProgramFactRow, SessionRow, ProgramStateRow)
    return [
        *(word == "" for word in words),
        *(~exists().where(part.program_id == ProgramRow.id) for part in parts),
    ]


def _insert(session: Session, table: type[DeclarativeBase], rows: list[Row]) -> None:
    if rows:
        session.execute(insert(cast(Table, table.__table__)), rows)
