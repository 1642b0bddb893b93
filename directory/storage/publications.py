"""What the world was told of listings, and how they stand now."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from directory.domain.publication import Publication, Standing
from directory.storage.models import ProviderRow, PublicationRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A publication as a feed tells of it; `is_public`: its page is there."""

    publication: Publication
    is_public: bool
    city: str
    demonstration: bool


def known(session: Session, ids: Collection[int]) -> dict[int, Publication]:
    rows = session.scalars(select(PublicationRow).where(PublicationRow.provider_id.in_(ids)))
    return {row.provider_id: _publication(row) for row in rows}


def standing(session: Session, ids: Collection[int]) -> dict[int, Standing]:
    """Those of the listings that are public."""
    columns = (ProviderRow.id, ProviderRow.slug, ProviderRow.name, ProviderRow.state)
    query = select(*columns, ProviderRow.gone_since.is_(None).label("is_listed"))
    public = query.where(ProviderRow.id.in_(ids), ProviderRow.status == "published")
    return {
        row.id: Standing(
            provider_id=row.id,
            slug=row.slug,
            name=row.name,
            state=row.state,
            is_listed=row.is_listed,
        )
        for row in session.execute(public)
    }


def keep(session: Session, publications: Collection[Publication]) -> None:
    table = cast(Table, PublicationRow.__table__)
    rows = {each.provider_id: asdict(each) for each in publications}
    there = set(known(session, rows))
    fresh = [row for id_, row in rows.items() if id_ not in there]
    again = [row | {"number": row.pop("provider_id")} for id_, row in rows.items() if id_ in there]
    if fresh:
        session.execute(insert(table), fresh)
    if again:
        session.execute(update(table).where(table.c.provider_id == bindparam("number")), again)


def latest(session: Session, state: str | None, most: int) -> list[Story]:
    """What changed last, the newest first; of one state, or of all."""
    columns = (ProviderRow.status, ProviderRow.city, ProviderRow.demonstration)
    query = (
        select(PublicationRow, *columns)
        .outerjoin(ProviderRow, ProviderRow.id == PublicationRow.provider_id)
        .order_by(PublicationRow.changed_at.desc(), PublicationRow.provider_id.desc())
        .limit(most)
    )
    if state:
        query = query.where(PublicationRow.state == state)
    return [
        Story(
            publication=_publication(row),
            is_public=status == "published",
            city=city or "",
            demonstration=bool(made_up),
        )
        for row, status, city, made_up in session.execute(query)
    ]


def last_change(session: Session) -> datetime | None:
    query = select(PublicationRow.changed_at).order_by(PublicationRow.changed_at.desc()).limit(1)
    return session.scalar(query)


def _publication(row: PublicationRow) -> Publication:
    return Publication(
        provider_id=row.provider_id,
        slug=row.slug,
        name=row.name,
        state=row.state,
        published_at=row.published_at,
        changed_at=row.changed_at,
        gone_at=row.gone_at,
    )
