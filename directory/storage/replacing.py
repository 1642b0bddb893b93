"""Puts what a list says now in the place of what it said before, for many sites at a time."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, exists, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from directory.domain.listings import Listing, Program
from directory.storage import keeping
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    SessionRow,
)

Row = dict[str, Any]


def replace(session: Session, said: Mapping[int, Listing], superseded: Collection[int]) -> None:
    """Replace all that the superseded sources said of these providers by what `said` has.

    What other sources said stays. A program that nobody names any more goes, and so does one
    without a level of care as soon as some source names a level.
    """
    keeper = keeping.Keeper(session)
    _forget(session, said, superseded)
    facts = (keeper.facts(of.statements, provider_id=id_) for id_, of in said.items())
    _insert(session, ProviderFactRow, [row for rows in facts for row in rows])
    plans = (keeper.plans(of, id_) for id_, of in said.items())
    _insert(session, PlanRow, [row for rows in plans for row in rows])
    _replace_programs(session, said, keeper)


def _forget(session: Session, ids: Iterable[int], superseded: Collection[int]) -> None:
    programs = select(ProgramRow.id).where(ProgramRow.provider_id.in_(ids))
    for table, theirs in (
        (ProviderFactRow, ProviderFactRow.provider_id.in_(ids)),
        (PlanRow, PlanRow.provider_id.in_(ids)),
        (ProgramFactRow, ProgramFactRow.program_id.in_(programs)),
    ):
        session.execute(delete(table).where(theirs, table.source_id.in_(superseded)))


def _replace_programs(
    session: Session, said: Mapping[int, Listing], keeper: keeping.Keeper
) -> None:
    named = [(id_, program) for id_, of in said.items() for program in of.programs if program.care]
    known = _by_care(session, said)
    _add(session, [one for one in named if (one[0], one[1].care) not in known])
    known = _by_care(session, said)
    facts = (
        keeper.facts(program.statements, program_id=known[id_, program.care])
        for id_, program in named
    )
    _insert(session, ProgramFactRow, [row for rows in facts for row in rows])
    session.execute(delete(ProgramRow).where(ProgramRow.provider_id.in_(said), *_says_nothing()))
    left = {id_ for id_, _ in _by_care(session, said)}
    _add(session, [(id_, Program(care=None)) for id_ in said if id_ not in left])


def _by_care(session: Session, ids: Iterable[int]) -> dict[tuple[int, str | None], int]:
    query = select(ProgramRow.provider_id, ProgramRow.care, ProgramRow.id)
    rows = session.execute(
        query.where(ProgramRow.provider_id.in_(ids)).order_by(ProgramRow.id.desc())
    )
    return {(provider_id, care): id_ for provider_id, care, id_ in rows}


def _add(session: Session, programs: Iterable[tuple[int, Program]]) -> None:
    """Add them behind those that are there."""
    added = list(programs)
    owned = ProgramRow.provider_id.in_({id_ for id_, _ in added})
    behind = session.scalar(select(func.max(ProgramRow.position)).where(owned)) or 0
    rows = [
        keeping.program_row(program) | {"provider_id": id_, "position": behind + place}
        for place, (id_, program) in enumerate(added, start=1)
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
