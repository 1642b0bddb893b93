"""Published sites and programs that a question fits: how many, and a page of them by their ids.

A page begins behind the last id of the one before, so that none is missed or told twice when
listings come and go in between.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from directory.domain.places import Disc, Point, miles_between
from directory.storage.models import ProgramRow, ProgramStateRow, ProviderRow
from directory.storage.question_texts import Inside
from directory.storage.questions import Question


class Kind(Enum):
    SITES = "sites"
    PROGRAMS = "programs"


class Key(NamedTuple):
    """`id` of what the page is of; `site` is the same for sites."""

    id: int
    site: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """`within`: only what lies there, which no index can tell."""

    kind: Kind
    question: Question
    within: Disc | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    total: int
    keys: tuple[Key, ...]
    is_last: bool


def page(session: Session, wanted: Wanted, after: int, most: int) -> Page:
    """The first `most` whose ids come after `after`; a few selects, however many there are."""
    if wanted.within:
        every = _within(session, wanted, wanted.within)
        total, rest = len(every), [key for key in every if key.id > after]
    else:
        total = session.scalar(_chosen(wanted, func.count())) or 0
        rest = _after(session, wanted, after, most + 1)
    return Page(total=total, keys=tuple(rest[:most]), is_last=len(rest) <= most)


def states_served(session: Session) -> list[str]:
    """The states that some published program serves online, in the order of the alphabet."""
    query = select(ProgramStateRow.state).join(ProgramRow).join(ProviderRow)
    served = query.where(_is_published()).distinct().order_by(ProgramStateRow.state)
    return list(session.scalars(served))


def _after(session: Session, wanted: Wanted, after: int, most: int) -> list[Key]:
    id_ = _id(wanted.kind)
    query = _chosen(wanted, id_, ProviderRow.id).where(id_ > after)
    return [Key(*row) for row in session.execute(query.order_by(id_).limit(most))]


def _within(session: Session, wanted: Wanted, disc: Disc) -> list[Key]:
    """In the order of the ids. Only numbers are held for all of them."""
    id_ = _id(wanted.kind)
    place = (ProviderRow.latitude, ProviderRow.longitude)
    near = _chosen(wanted, id_, ProviderRow.id, *place).where(Inside(disc.box).clause())
    return [
        Key(row[0], row[1])
        for row in session.execute(near.order_by(id_))
        if miles_between(Point(row[2], row[3]), disc.centre) <= disc.miles
    ]


def _chosen(wanted: Wanted, *columns: Any) -> Select[Any]:  # noqa: ANN401
    query = select(*columns).select_from(ProviderRow)
    if wanted.kind is Kind.PROGRAMS:
        query = query.join(ProgramRow, ProgramRow.provider_id == ProviderRow.id)
    return query.where(_is_published(), wanted.question.clause())


def _id(kind: Kind) -> ColumnElement[int]:
    column: ColumnElement[int] = (
        ProgramRow.__table__.c.id if kind is Kind.PROGRAMS else ProviderRow.__table__.c.id
    )
    return column


def _is_published() -> ColumnElement[bool]:
    return ProviderRow.status == "published"
