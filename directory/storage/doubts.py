"""Listings that may be one site, waiting for an editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, aliased

from directory.domain.changes import Doubt
from directory.domain.facts import Source
from directory.domain.moments import now
from directory.storage import sources
from directory.storage.models import DoubtRow, ProviderRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    provider_id: int
    other_id: int  # the one that was there before
    why: Doubt


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A pair as an editor's queue shows it. `source` is whose record raised the doubt."""

    pair: Pair
    slug: str
    other_slug: str
    source: Source
    since: datetime  # UTC


def keep(session: Session, source_id: int, pairs: Iterable[Pair]) -> None:
    since = now()
    rows = [
        {
            "provider_id": pair.provider_id,
            "other_id": pair.other_id,
            "source_id": source_id,
            "why": pair.why.value,
            "since": since,
            "decision": "",
        }
        for pair in pairs
    ]
    if rows:
        session.execute(insert(DoubtRow), rows)


def count(session: Session) -> int:
    """How many pairs wait."""
    waits = DoubtRow.decision == ""
    return session.scalar(select(func.count()).select_from(DoubtRow).where(waits)) or 0


def waiting(session: Session, most: int | None = None) -> list[Waiting]:
    """The pairs that nobody decided about, those that wait longest first."""
    newer, older = aliased(ProviderRow), aliased(ProviderRow)
    query = (
        select(DoubtRow, newer.slug, older.slug)
        .join(newer, newer.id == DoubtRow.provider_id)
        .join(older, older.id == DoubtRow.other_id)
        .where(DoubtRow.decision == "")
        .order_by(DoubtRow.since, DoubtRow.provider_id, DoubtRow.other_id)
        .limit(most)
    )
    named = sources.by_id(session)
    return [
        Waiting(
            pair=Pair(provider_id=row.provider_id, other_id=row.other_id, why=Doubt(row.why)),
            slug=slug,
            other_slug=other_slug,
            source=named[row.source_id],
            since=row.since,
        )
        for row, slug, other_slug in session.execute(query)
    ]
