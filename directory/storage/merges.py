"""Two listings that became one, and what brings both back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Table, exists, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from directory.domain.moments import now
from directory.storage.models import (
    AccountRow,
    ClaimRow,
    CorrectionRow,
    DoubtRow,
    HistoryRow,
    MergeRow,
    OldSlugRow,
    ProgramRow,
    ProviderRow,
    RecordRow,
    RevisionRow,
)

# What is of a listing and goes with it.
MOVING = (RecordRow, RevisionRow, ClaimRow, CorrectionRow, HistoryRow, OldSlugRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    id: int
    kept_id: int
    gone_id: int
    kept: str  # slugs
    gone: str
    by: str
    at: datetime  # UTC
    undone_at: datetime | None


def add(
    session: Session, kept_id: int, gone_id: int, before: Mapping[str, object], by_id: int | None
) -> int:
    row = MergeRow(kept_id=kept_id, gone_id=gone_id, before=dict(before), by_id=by_id)
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, id_: int) -> Merge | None:
    return next((one for one in every(session) if one.id == id_), None)


def every(session: Session, most: int | None = None) -> list[Merge]:
    """The latest first."""
    kept, gone = aliased(ProviderRow), aliased(ProviderRow)
    query = (
        select(MergeRow.id, MergeRow.kept_id, MergeRow.gone_id, MergeRow.at, MergeRow.undone_at)
        .add_columns(kept.slug.label("kept"), gone.slug.label("gone"), AccountRow.email)
        .join(kept, kept.id == MergeRow.kept_id)
        .join(gone, gone.id == MergeRow.gone_id)
        .outerjoin(AccountRow, AccountRow.id == MergeRow.by_id)
        .order_by(MergeRow.id.desc())
        .limit(most)
    )
    return [
        Merge(
            id=row.id,
            kept_id=row.kept_id,
            gone_id=row.gone_id,
            kept=row.kept,
            gone=row.gone,
            by=row.email or "",
            at=row.at,
            undone_at=row.undone_at,
        )
        for row in session.execute(query)
    ]


def before(session: Session, id_: int) -> dict[str, Any]:
    """What `add` was given."""
    return cast("dict[str, Any]", session.scalar(select(MergeRow.before).where(MergeRow.id == id_)))


def end(session: Session, id_: int) -> bool:
    """False: it was undone before."""
    one = update(MergeRow).where(MergeRow.id == id_, MergeRow.undone_at.is_(None))
    still = one.values(undone_at=now()).execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(still)).rowcount == 1


def led_to(session: Session) -> dict[int, int]:
    """Which listing stands for each that was merged away, by their ids."""
    rows = session.execute(
        select(MergeRow.gone_id, MergeRow.kept_id).where(MergeRow.undone_at.is_(None))
    )
    direct = {row.gone_id: row.kept_id for row in rows}

    def end_of(id_: int) -> int:
        while id_ in direct:
            id_ = direct[id_]
        return id_

    return {gone: end_of(kept) for gone, kept in direct.items()}


def move(session: Session, gone_id: int, kept_id: int, programs: Collection[int]) -> None:
    """Let the kept listing have all that belongs to the other, and these of its programs."""
    for model in MOVING:
        table = cast(Table, model.__table__)
        session.execute(
            update(table).where(table.c.provider_id == gone_id).values(provider_id=kept_id)
        )
    chosen = update(ProgramRow).where(ProgramRow.id.in_(programs))
    session.execute(chosen.values(provider_id=kept_id).execution_options(synchronize_session=False))
    _move_doubts(session, gone_id, kept_id)


def redirect(session: Session, slug: str, provider_id: int) -> None:
    """Let an address lead to another listing for ever."""
    session.execute(
        insert(cast(Table, OldSlugRow.__table__)).values(slug=slug, provider_id=provider_id)
    )


def _move_doubts(session: Session, gone_id: int, kept_id: int) -> None:
    """Where the kept one is doubted to be the same place too, once is enough."""
    table = cast(Table, DoubtRow.__table__)
    other = table.alias()
    for mine, theirs in (("provider_id", "other_id"), ("other_id", "provider_id")):
        same = exists().where(other.c[mine] == kept_id, other.c[theirs] == table.c[theirs])
        session.execute(
            update(table)
            .where(table.c[mine] == gone_id, table.c[theirs] != kept_id, ~same)
            .values({mine: kept_id})
        )


def is_merged(session: Session, id_: int) -> bool:
    """Whether it has a part in a merge that nobody undid."""
    query = select(MergeRow.id).where(
        or_(MergeRow.kept_id == id_, MergeRow.gone_id == id_), MergeRow.undone_at.is_(None)
    )
    return session.execute(query.limit(1)).first() is not None
