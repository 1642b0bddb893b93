"""What a map has to know of a provider, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.listings import Address
from directory.domain.places import Point, Precision
from directory.storage.models import ProviderRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Pinned:
    """`address` has what a map needs only, and has it of a confidential one too."""

    slug: str
    name: str
    address: Address


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Pinned]:
    table = ProviderRow
    columns = (table.id, table.slug, table.name, table.name2, table.confidential)
    where = (table.latitude, table.longitude, table.precision)
    there = (table.id.in_(list(ids)), table.status == "published")
    rows = session.execute(select(*columns, *where).where(*there))
    return {
        row.id: Pinned(
            slug=row.slug,
            name=f"{row.name}, {row.name2}" if row.name2 else row.name,
            address=Address(
                confidential=row.confidential,
                point=_point(row.latitude, row.longitude),
                precision=Precision(row.precision),
            ),
        )
        for row in rows
    }


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)
