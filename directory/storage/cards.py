"""Listings as a results page shows them: a few plain selects for a page, no objects to load.

The selects are written once, with places for the numbers: writing one anew costs more than asking.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, exists, select
from sqlalchemy.orm import Session

from directory.domain.cards import Card, ProgramLine
from directory.domain.facts import SourceKind
from directory.domain.listings import Address, Openings, Phone
from directory.domain.places import Point, Precision
from directory.domain.vocabulary import Selection
from directory.storage import asked_facts
from directory.storage.models import PhoneRow, ProgramRow, ProviderRow, SourceRow

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PROVIDERS = (
    select(
        ProviderRow.id,
        ProviderRow.slug,
        ProviderRow.name,
        ProviderRow.name2,
        ProviderRow.description,
        ProviderRow.street,
        ProviderRow.street2,
        ProviderRow.city,
        ProviderRow.state,
        ProviderRow.zip,
        ProviderRow.confidential,
        ProviderRow.precision,
        ProviderRow.latitude,
        ProviderRow.longitude,
        ProviderRow.confirmed_on,
        ProviderRow.demonstration,
        ProviderRow.gone_since,
        PhoneRow.kind,
        PhoneRow.number,
    )
    .outerjoin(PhoneRow, PhoneRow.provider_id == ProviderRow.id)
    .where(ProviderRow.id.in_(_IDS), ProviderRow.status == "published")
    .order_by(ProviderRow.id, PhoneRow.position)
)
_PROGRAMS = (
    select(
        ProgramRow.id,
        ProgramRow.provider_id,
        ProgramRow.care,
        ProgramRow.name,
        ProgramRow.hours_a_week,
        ProgramRow.openings,
        ProgramRow.wait_days,
        ProgramRow.openings_on,
    )
    .where(ProgramRow.provider_id.in_(_IDS))
    .order_by(ProgramRow.provider_id, ProgramRow.position)
)


def by_ids(
    session: Session, ids: Sequence[int], asked: Collection[Selection] = ()
) -> dict[int, Card]:
    """Read the providers of one page, with what their sources say about the selections asked."""
    cards = _providers(session, ids)
    _add_programs(session, cards)
    if asked and cards:
        programs = {line.id: card.id for card in cards.values() for line in card.programs}
        for said in asked_facts.read(session, list(cards), programs, asked):
            cards[said.provider_id].statements.setdefault(said.program_id, []).append(
                said.statement
            )
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
    cards: dict[int, Card] = {}
    for row in session.execute(_PROVIDERS, {"ids": ids}):
        card = cards.get(row.id) or cards.setdefault(row.id, _card(row))
        if row.number:
            card.phones.append(Phone(kind=row.kind, number=row.number))
    return cards


def _card(row: Row[*tuple[Any, ...]]) -> Card:
    address = _address(row)
    return Card(
        id=row.id,
        slug=row.slug,
        name=f"{row.name}, {row.name2}" if row.name2 else row.name,
        description=row.description,
        address=replace(address.public, point=None),
        point=address.shown_point,
        precision=address.precision,
        confirmed_on=row.confirmed_on,
        demonstration=row.demonstration,
        gone_since=row.gone_since,
    )


def _address(row: Row[*tuple[Any, ...]]) -> Address:
    return Address(
        street=row.street,
        street2=row.street2,
        city=row.city,
        state=row.state,
        zip=row.zip,
        confidential=row.confidential,
        point=_point(row.latitude, row.longitude),
        precision=Precision(row.precision),
    )


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)


def _add_programs(session: Session, cards: dict[int, Card]) -> None:
    for row in session.execute(_PROGRAMS, {"ids": list(cards)}):
        cards[row.provider_id].programs.append(program_line(row))


def program_line(row: Row[*tuple[Any, ...]]) -> ProgramLine:
    openings = Openings(answer=row.openings, wait_days=row.wait_days, reported_on=row.openings_on)
    return ProgramLine(
        id=row.id,
        care=row.care,
        name=row.name,
        hours_a_week=row.hours_a_week,
        openings=openings,
    )
