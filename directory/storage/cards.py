"""Listings as a results page shows them: three plain selects for a page, no objects to load."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    SQLColumnExpression,
    exists,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Session

from directory.domain.facts import Answer, SourceKind, Statement
from directory.domain.listings import Address, Openings, Phone
from directory.domain.places import Precision
from directory.domain.vocabulary import Facet, Selection
from directory.storage import sources
from directory.storage.models import (
    PhoneRow,
    ProgramFactRow,
    ProgramRow,
    ProviderFactRow,
    ProviderRow,
    SourceRow,
    TermRow,
)

PROGRAM_COLUMNS = ("id", "provider_id", "care", "name", "hours_a_week")
OPENINGS_COLUMNS = ("openings", "wait_days", "openings_on")
FACT_COLUMNS = ("term_id", "source_id", "answer", "reported_on")
Number = SQLColumnExpression[Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgramLine:
    id: int
    care: str | None
    name: str
    hours_a_week: float | None
    openings: Openings


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """`statements` holds what was asked for only: by program id, None for the whole provider."""

    id: int
    slug: str
    name: str
    description: str
    address: Address
    confirmed_on: date | None
    demonstration: bool
    phones: list[Phone] = field(default_factory=list)
    programs: list[ProgramLine] = field(default_factory=list)
    statements: dict[int | None, list[Statement]] = field(default_factory=dict)


def by_ids(
    session: Session, ids: Sequence[int], asked: Collection[Selection] = ()
) -> dict[int, Card]:
    """Read the providers of one page, with what their sources say about the selections asked."""
    cards = _providers(session, ids)
    _add_programs(session, cards)
    if asked and cards:
        _add_statements(session, cards, asked)
    return cards


def any_demonstration(session: Session) -> bool:
    """Tell whether made-up listings are loaded; costs next to nothing where none ever were."""
    is_source = exists().where(SourceRow.kind == SourceKind.DEMONSTRATION.value)
    if not session.scalar(select(is_source)):
        return False
    return bool(session.scalar(select(exists().where(ProviderRow.demonstration))))


def any_published(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(ProviderRow.status == "published"))))


def _providers(session: Session, ids: Sequence[int]) -> dict[int, Card]:
    rows = session.execute(
        select(ProviderRow.__table__, PhoneRow.kind, PhoneRow.number)
        .outerjoin(PhoneRow, PhoneRow.provider_id == ProviderRow.id)
        .where(ProviderRow.id.in_(ids))
        .order_by(ProviderRow.id, PhoneRow.position)
    )
    cards: dict[int, Card] = {}
    for row in rows:
        card = cards.get(row.id) or cards.setdefault(row.id, _card(row))
        if row.number:
            card.phones.append(Phone(kind=row.kind, number=row.number))
    return cards


def _card(row: Row[Any]) -> Card:
    return Card(
        id=row.id,
        slug=row.slug,
        name=f"{row.name}, {row.name2}" if row.name2 else row.name,
        description=row.description,
        address=_address(row),
        confirmed_on=row.confirmed_on,
        demonstration=row.demonstration,
    )


def _address(row: Row[Any]) -> Address:
    return Address(
        street=row.street,
        street2=row.street2,
        city=row.city,
        state=row.state,
        zip=row.zip,
        confidential=row.confidential,
        precision=Precision(row.precision),
    ).public


def _add_programs(session: Session, cards: dict[int, Card]) -> None:
    table = ProgramRow.__table__.columns
    columns = (table[name] for name in (*PROGRAM_COLUMNS, *OPENINGS_COLUMNS))
    rows = session.execute(
        select(*columns)
        .where(ProgramRow.provider_id.in_(cards))
        .order_by(ProgramRow.provider_id, ProgramRow.position)
    )
    for row in rows:
        openings = Openings(
            answer=row.openings, wait_days=row.wait_days, reported_on=row.openings_on
        )
        line = ProgramLine(
            id=row.id,
            care=row.care,
            name=row.name,
            hours_a_week=row.hours_a_week,
            openings=openings,
        )
        cards[row.provider_id].programs.append(line)


def _add_statements(session: Session, cards: dict[int, Card], asked: Collection[Selection]) -> None:
    named = sources.by_id(session)
    for row in session.execute(_facts(list(cards), asked)):
        statement = Statement(
            about=Selection(Facet(row.facet), row.slug),
            answer=Answer(row.answer),
            source=named[row.source_id],
            reported_on=row.reported_on,
        )
        cards[row.provider_id].statements.setdefault(row.program_id, []).append(statement)


def _facts(ids: Sequence[int], asked: Collection[Selection]) -> Select[Any]:
    by_provider = _said(ProviderFactRow, ProviderFactRow.provider_id, null())
    by_program = _said(ProgramFactRow, ProgramRow.provider_id, ProgramRow.id)
    said = union_all(
        by_provider.where(ProviderFactRow.provider_id.in_(ids)),
        by_program.join(ProgramRow, ProgramRow.id == ProgramFactRow.program_id).where(
            ProgramRow.provider_id.in_(ids)
        ),
    ).subquery()
    pairs = [(facet.value, slug) for facet, slug in asked]
    return (
        select(said, TermRow.facet, TermRow.slug)
        .join(TermRow, TermRow.id == said.c.term_id)
        .where(tuple_(TermRow.facet, TermRow.slug).in_(pairs))
    )


def _said(table: type[DeclarativeBase], provider_id: Number, program_id: Number) -> Select[Any]:
    """What both kinds of facts have in common, so that one select can read them."""
    facts = table.__table__.columns
    columns: list[Any] = [provider_id.label("provider_id"), program_id.label("program_id")]
    return select(*columns, *(facts[name] for name in FACT_COLUMNS))
