"""From rows to the values that other floors know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from directory.domain import hours, schedule
from directory.domain.facts import Answer, Statement
from directory.domain.listings import Address, Listing, Openings, Phone, Plan, Program
from directory.domain.places import Point, Precision
from directory.storage import sources, terms

Grouped = Mapping[int, list[Row[Any]]]


class Statements:
    """Turns fact rows into statements, one object for all that are equal."""

    def __init__(self, session: Session) -> None:
        self.selections = {id_: about for about, id_ in terms.by_selection(session).items()}
        self.sources = sources.by_id(session)
        self._made: dict[tuple[int, int, str, date | None], Statement] = {}

    def of(self, rows: Iterable[Row[Any]]) -> tuple[Statement, ...]:
        return tuple([self._one(row) for row in rows])

    def _one(self, row: Row[Any]) -> Statement:
        key = tuple(row)[1:]
        if key not in self._made:
            self._made[key] = Statement(
                about=self.selections[row.term_id],
                answer=Answer(row.answer),
                source=self.sources[row.source_id],
                reported_on=row.reported_on,
            )
        return self._made[key]


@dataclass(frozen=True, kw_only=True)
class ProgramPieces:
    """What belongs to programs, by program id."""

    facts: Grouped
    sessions: Grouped
    states: Grouped
    statements: Statements


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What belongs to providers, by provider id."""

    phones: Grouped
    facts: Grouped
    plans: Grouped
    programs: Mapping[int, list[Program]]
    statements: Statements


def listing(row: Row[Any], parts: Parts) -> Listing:
    return Listing(
        id=row.id,
        slug=row.slug,
        name=row.name,
        name2=row.name2,
        description=row.description,
        website=row.website,
        address=_address(row),
        phones=tuple(Phone(kind=p.kind, number=p.number) for p in parts.phones.get(row.id, ())),
        statements=parts.statements.of(parts.facts.get(row.id, ())),
        plans=tuple(_plan(plan, parts.statements) for plan in parts.plans.get(row.id, ())),
        programs=tuple(parts.programs.get(row.id, ())),
        confirmed_on=row.confirmed_on,
        benefits_phone=row.benefits_phone,
        office_hours=hours.read(row.office_hours),
        demonstration=row.demonstration,
        gone_since=row.gone_since,
        changed_at=row.updated_at,
        kept_since=row.kept_since.date() if row.kept_since else None,
    )


def program(row: Row[Any], pieces: ProgramPieces) -> Program:
    return Program(
        id=row.id,
        care=row.care,
        name=row.name,
        description=row.description,
        statements=pieces.statements.of(pieces.facts.get(row.id, ())),
        sessions=tuple(_session(held) for held in pieces.sessions.get(row.id, ())),
        time_zone=row.time_zone,
        states_served=tuple(served.state for served in pieces.states.get(row.id, ())),
        hours_a_week=row.hours_a_week,
        days_a_week=row.days_a_week,
        weeks=row.weeks,
        entry=row.entry,
        cost=row.cost,
        copay=row.copay,
        openings=Openings(
            answer=row.openings, wait_days=row.wait_days, reported_on=row.openings_on
        ),
    )


def _address(row: Row[Any]) -> Address:
    known = row.latitude is not None and row.longitude is not None
    return Address(
        street=row.street,
        street2=row.street2,
        city=row.city,
        state=row.state,
        zip=row.zip,
        county=row.county,
        confidential=row.confidential,
        point=Point(row.latitude, row.longitude) if known else None,
        precision=Precision(row.precision),
    )


def _plan(row: Row[Any], statements: Statements) -> Plan:
    return Plan(
        insurer=statements.selections[row.term_id].slug,
        source=statements.sources[row.source_id],
        kind=row.kind,
        in_network=row.in_network,
        confirmed_on=row.confirmed_on,
    )


def _session(row: Row[Any]) -> schedule.Session:
    return schedule.Session(row.track, row.weekday, row.starts_at, row.ends_at, row.format)
