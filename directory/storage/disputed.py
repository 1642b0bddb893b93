"""What persons wrote of listings that lists also describe."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from directory.domain.changes import Field
from directory.domain.facts import Source
from directory.storage import said, sources
from directory.storage.models import (
    HistoryRow,
    ProgramFactRow,
    ProgramRow,
    ProviderFactRow,
    RecordRow,
    SourceRow,
)
from directory.storage.standing import PERSONS

FIELDS = tuple(field.value for field in Field)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    source: Source
    said_on: date | None
    at: datetime  # UTC


def written(session: Session, provider_id: int) -> dict[Field, Written]:
    """Who last wrote each field of a listing, of those who are persons."""
    rows = session.execute(
        select(HistoryRow.about, HistoryRow.source_id, HistoryRow.said_on, HistoryRow.at)
        .where(HistoryRow.provider_id == provider_id, HistoryRow.about.in_(FIELDS))
        .where(HistoryRow.source_id.in_(_persons()))
        .order_by(HistoryRow.id)
    ).all()
    named = sources.by_id(session) if rows else {}
    return {
        Field(row.about): Written(source=named[row.source_id], said_on=row.said_on, at=row.at)
        for row in rows
    }


def kept_private(session: Session, provider_ids: Collection[int]) -> set[int]:
    """Those whose address a person last said to keep private, whatever lists said then or since."""
    rows = session.execute(
        select(HistoryRow.provider_id, HistoryRow.became)
        .where(HistoryRow.provider_id.in_(provider_ids), HistoryRow.about == Field.ADDRESS.value)
        .where(HistoryRow.source_id.in_(_persons()))
        .order_by(HistoryRow.id)
    )
    last = {row.provider_id: row.became for row in rows}
    return {id_ for id_, became in last.items() if became.startswith(said.WITHHELD)}


def candidates(session: Session, among: Collection[int] | None = None) -> list[int]:
    """Listings with a record of a list, of which a person said something or a field changed.

    `among`: these alone; None: all.
    """
    listed = select(RecordRow.provider_id)
    told = select(HistoryRow.provider_id).where(
        or_(HistoryRow.about.in_(FIELDS), HistoryRow.source_id.in_(_persons()))
    )
    site = select(ProviderFactRow.provider_id).where(ProviderFactRow.source_id.in_(_persons()))
    program = (
        select(ProgramRow.provider_id)
        .join(ProgramFactRow, ProgramFactRow.program_id == ProgramRow.id)
        .where(ProgramFactRow.source_id.in_(_persons()))
    )
    if among is not None:
        told = told.where(HistoryRow.provider_id.in_(among))
        site = site.where(ProviderFactRow.provider_id.in_(among))
        program = program.where(ProgramRow.provider_id.in_(among))
    spoken = union(told, site, program).subquery()
    query = select(spoken.c[0]).where(spoken.c[0].in_(listed)).order_by(spoken.c[0])
    return list(session.scalars(query))


def _persons() -> Select[int]:
    return select(SourceRow.id).where(SourceRow.kind.in_(PERSONS))
