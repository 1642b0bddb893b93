"""The addresses of all public listings, in parts that stay the same as the directory grows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.storage.models import ProviderRow, PublicationRow

# Until a change was announced, the day it was written stands for it.
_CHANGED = func.coalesce(PublicationRow.changed_at, ProviderRow.updated_at)


@dataclass(frozen=True, slots=True)
class Part:
    number: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ListingAddress:
    slug: str
    changed_at: datetime
    is_public: bool


def parts(session: Session, size: int) -> list[Part]:
    """Each part holds `size` ids, published or not, so that a listing never moves to another.

    One that was taken away changes its part too.
    """
    number = ((ProviderRow.id - 1) // size).label("number")
    query = (
        select(number, func.max(_CHANGED))
        .outerjoin(PublicationRow, PublicationRow.provider_id == ProviderRow.id)
        .group_by(number)
        .order_by(number)
    )
    return [Part(place + 1, changed_at) for place, changed_at in session.execute(query)]


def of_part(session: Session, number: int, size: int) -> list[ListingAddress]:
    first = (number - 1) * size + 1
    query = (
        select(ProviderRow.slug, _CHANGED, ProviderRow.status == "published")
        .outerjoin(PublicationRow, PublicationRow.provider_id == ProviderRow.id)
        .where(ProviderRow.id.between(first, first + size - 1))
        .order_by(ProviderRow.id)
    )
    return [ListingAddress(*row) for row in session.execute(query)]
