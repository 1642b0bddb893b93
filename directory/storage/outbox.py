"""What the index has yet to read, and the world to hear of.

It is written in the transaction that changed a listing.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.orm import Session

from directory.domain.moments import now
from directory.storage.models import MarkRow, OutboxRow

ANNOUNCED = "announced-up-to"
CHANNEL = "directory_outbox"  # on which PostgreSQL tells those who listen, once it is committed


def note(session: Session, provider_ids: Iterable[int]) -> None:
    at = now()
    rows = [{"provider_id": id_, "at": at} for id_ in provider_ids]
    if not rows:
        return
    session.execute(insert(OutboxRow), rows)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))


def after(session: Session, outbox_id: int, most: int | None = None) -> list[tuple[int, int]]:
    """(outbox id, provider id) of later changes, oldest first."""
    query = select(OutboxRow.id, OutboxRow.provider_id).where(OutboxRow.id > outbox_id)
    rows = session.execute(query.order_by(OutboxRow.id).limit(most))
    return [(id_, provider_id) for id_, provider_id in rows]


def latest(session: Session) -> int:
    return session.scalar(select(func.max(OutboxRow.id))) or 0


def reaches_back(session: Session, outbox_id: int) -> bool:
    """Whether it has all that came after this one, and this one came before all of that.

    It does not after a long absence, nor where another database has taken the place of the one
    that was read.
    """
    row = session.execute(select(func.min(OutboxRow.id), func.max(OutboxRow.id))).one()
    oldest, last = row[0] or 1, row[1] or 0
    return bool(oldest <= outbox_id + 1 and outbox_id <= last)


def clear(session: Session, older_than: timedelta) -> None:
    """Forget old changes, but none that was not announced yet.

    The last one always stays: the next must get a higher number.
    """
    old = OutboxRow.at < now() - older_than
    told = min(announced(session) + 1, latest(session))
    session.execute(delete(OutboxRow).where(old, OutboxRow.id < told))


def announced(session: Session, *, locked: bool = False) -> int:
    """The number of the last change that feeds and partners were told of.

    `locked`: whoever else would tell them waits until this transaction ends.
    """
    mark = session.get(MarkRow, ANNOUNCED, with_for_update=locked or None, populate_existing=True)
    return int(mark.value) if mark else 0


def mark_announced(session: Session, outbox_id: int) -> None:
    session.merge(MarkRow(name=ANNOUNCED, value=str(outbox_id)))
