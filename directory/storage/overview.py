"""Numbers about the whole directory, each by one statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, case, cast, func, select
from sqlalchemy.orm import Session

from directory.domain.freshness import FRESH_FOR, OPENINGS_HOLD_FOR, STALE_AFTER, Freshness
from directory.domain.revisions import ProviderStatus
from directory.storage.models import (
    CountyRow,
    MailRow,
    ProgramRow,
    ProviderRow,
    RecordRow,
    SourceRow,
)

IOP = "intensive-outpatient"
SHOWN = ProviderRow.status == ProviderStatus.PUBLISHED.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Census:
    """How many listings are alike in these."""

    state: str
    status: ProviderStatus
    freshness: Freshness
    places: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Openings:
    """Programs by what is said of openings: lately, too long ago to count, or never."""

    holding: int
    old: int
    unsaid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class County:
    """What is shown there. `programs`: at any level of care."""

    name: str
    state: str
    places: int
    programs: int
    iop: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    waiting: int
    failing: int
    given_up: int
    oldest: datetime | None  # of what waits or fails, UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class LastImport:
    name: str
    published_on: date | None
    at: datetime  # when its newest record was first read, UTC
    places: int


def census(session: Session, today: date) -> list[Census]:
    """All listings in one reading, for that is what takes the time."""
    day = ProviderRow.confirmed_on
    age = case(
        (day.is_(None), Freshness.UNKNOWN.value),
        (day < today - STALE_AFTER, Freshness.STALE.value),
        (day < today - FRESH_FOR, Freshness.AGEING.value),
        else_=Freshness.FRESH.value,
    )
    groups = (ProviderRow.state, ProviderRow.status, age)
    return [
        Census(state=state, status=ProviderStatus(status), freshness=Freshness(aged), places=places)
        for state, status, aged, places in session.execute(
            select(*groups, func.count()).group_by(*groups)
        )
    ]


def openings(session: Session, today: date) -> Openings:
    said = ProgramRow.openings != ""
    holds = and_(said, ProgramRow.openings_on >= today - OPENINGS_HOLD_FOR)
    hidden = select(ProviderRow.id).where(~SHOWN)
    query = select(func.count(), _sum(said), _sum(holds)).select_from(ProgramRow)
    seen = query.where(ProgramRow.provider_id.not_in(hidden))
    every, told, holding = session.execute(seen).one()
    told, holding = told or 0, holding or 0
    return Openings(holding=holding, old=told - holding, unsaid=every - told)


def counties(session: Session, state: str) -> list[County]:
    """Every county of a state, those with nothing too, by name."""
    told = {row.county: row for row in session.execute(_by_county(state))}
    names = session.scalars(select(CountyRow.name).where(CountyRow.state == state))
    return [_county(name, state, told.get(name)) for name in sorted({*names, *told} - {""})]


def with_iop(session: Session) -> dict[str, int]:
    """By state, how many places have a program at that level."""
    rows = session.execute(
        select(ProviderRow.state, func.count(func.distinct(ProviderRow.id)))
        .join(ProgramRow, ProgramRow.provider_id == ProviderRow.id)
        .where(SHOWN, ProgramRow.care == IOP)
        .group_by(ProviderRow.state)
    )
    return {row[0]: row[1] for row in rows}


def mail(session: Session) -> Mail:
    waits = MailRow.next_at.is_not(None)
    query = select(
        _sum(and_(waits, MailRow.tries == 0)),
        _sum(and_(waits, MailRow.tries > 0)),
        _sum(and_(MailRow.next_at.is_(None), MailRow.sent_at.is_(None))),
        func.min(case((waits, MailRow.made_at))),
    )
    waiting, failing, given_up, oldest = session.execute(query).one()
    return Mail(waiting=waiting or 0, failing=failing or 0, given_up=given_up or 0, oldest=oldest)


def last_imports(session: Session, most: int) -> Iterator[LastImport]:
    newest = func.max(RecordRow.first_seen_at).label("at")
    query = (
        select(SourceRow.name, SourceRow.published_on, newest, func.count().label("places"))
        .join(RecordRow, RecordRow.source_id == SourceRow.id)
        .where(RecordRow.gone_since.is_(None))
        .group_by(SourceRow.id)
        .order_by(newest.desc())
    )
    for row in session.execute(query.limit(most)):
        yield LastImport(name=row.name, published_on=row.published_on, at=row.at, places=row.places)


def _by_county(state: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ProviderRow.county,
            func.count(func.distinct(ProviderRow.id)).label("places"),
            func.count(ProgramRow.id).label("programs"),
            _sum(ProgramRow.care == IOP).label("iop"),
        )
        .outerjoin(
            ProgramRow,
            and_(ProgramRow.provider_id == ProviderRow.id, ProgramRow.care.is_not(None)),
        )
        .where(SHOWN, ProviderRow.state == state)
        .group_by(ProviderRow.county)
    )


def _county(name: str, state: str, told: Row[*tuple[Any, ...]] | None) -> County:
    if told is None:
        return County(name=name, state=state, places=0, programs=0, iop=0)
    return County(
        name=name, state=state, places=told.places, programs=told.programs, iop=told.iop or 0
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet it; None where there is no row."""
    return func.sum(cast(condition, Integer))
