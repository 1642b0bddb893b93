"""Listings that may be one site, waiting for an editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from directory.domain.changes import Doubt
from directory.domain.facts import Source
from directory.domain.moments import now
from directory.storage import sources
from directory.storage.models import AccountRow, DoubtRow, ProviderRow


class Verdict(StrEnum):
    SAME = "same"
    APART = "apart"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """`decision` is empty while nobody decided."""

    why: Doubt
    since: datetime
    decision: str
    decided_by: str
    decided_at: datetime | None


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


def of_pair(session: Session, provider_id: int, other_id: int) -> Decided | None:
    query = (
        select(DoubtRow, AccountRow.email)
        .outerjoin(AccountRow, AccountRow.id == DoubtRow.decided_by_id)
        .where(DoubtRow.provider_id == provider_id, DoubtRow.other_id == other_id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    row, email = found
    return Decided(
        why=Doubt(row.why),
        since=row.since,
        decision=row.decision,
        decided_by=email or "",
        decided_at=row.decided_at,
    )


def decide(session: Session, pair: tuple[int, int], verdict: Verdict, by_id: int | None) -> bool:
    """False: somebody decided before."""
    provider_id, other_id = pair
    one = update(DoubtRow).where(
        or_(
            (DoubtRow.provider_id == provider_id) & (DoubtRow.other_id == other_id),
            (DoubtRow.provider_id == other_id) & (DoubtRow.other_id == provider_id),
        ),
        DoubtRow.decision == "",
    )
    values = {"decision": verdict.value, "decided_at": now(), "decided_by_id": by_id}
    still = one.values(**values).execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(still)).rowcount > 0
