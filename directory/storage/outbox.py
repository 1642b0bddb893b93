"""What the index has yet to read: written in the transaction that changed a listing."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.storage.models import OutboxRow
from directory.storage.models.base import now


def note(session: Session, provider_ids: Iterable[int]) -> None:
    at = now()
    rows = [{"provider_id": id_, "at": at} for id_ in provider_ids]
    if rows:
        session.execute(insert(OutboxRow), rows)


def after(session: Session, outbox_id: int) -> list[tuple[int, int]]:
    """(outbox id, provider id) of later changes, oldest first."""
    query = select(OutboxRow.id, OutboxRow.provider_id).where(OutboxRow.id > outbox_id)
    return [
        (id_, provider_id) for id_, provider_id in session.execute(query.order_by(OutboxRow.id))
    ]


def latest(session: Session) -> int:
    return session.scalar(select(func.max(OutboxRow.id))) or 0


def clear(session: Session, older_than: timedelta) -> None:
    """Forget old changes, but never the last one: the next must get a higher number."""
    old = OutboxRow.at < now() - older_than
    session.execute(delete(OutboxRow).where(old, OutboxRow.id < latest(session)))
