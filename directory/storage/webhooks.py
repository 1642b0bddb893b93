"""Partners who are told of changes, and what is on its way to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.domain.webhooks import LONGEST_WAIT, Delivery, Message, Webhook
from directory.storage.models import DeliveryRow, WebhookRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    webhook: Webhook
    delivery: Delivery


def add(session: Session, webhook: Webhook) -> int:
    row = WebhookRow(url=webhook.url, secret=webhook.secret, created_at=webhook.created_at)
    session.add(row)
    session.flush()
    return row.id


def every(session: Session) -> list[Webhook]:
    return [_webhook(row) for row in session.scalars(select(WebhookRow).order_by(WebhookRow.id))]


def by_id(session: Session, id_: int) -> Webhook | None:
    row = session.get(WebhookRow, id_)
    return _webhook(row) if row else None


def by_url(session: Session, url: str) -> Webhook | None:
    row = session.scalar(select(WebhookRow).where(WebhookRow.url == url))
    return _webhook(row) if row else None


def remove(session: Session, id_: int) -> None:
    session.execute(delete(DeliveryRow).where(DeliveryRow.webhook_id == id_))
    session.execute(delete(WebhookRow).where(WebhookRow.id == id_))


def stop(session: Session, id_: int, at: datetime) -> None:
    """Give up on it, and on all that waits for it."""
    session.execute(update(WebhookRow).where(WebhookRow.id == id_).values(stopped_at=at))
    session.execute(update(DeliveryRow).where(DeliveryRow.webhook_id == id_).values(next_at=None))


def resume(session: Session, id_: int) -> None:
    session.execute(update(WebhookRow).where(WebhookRow.id == id_).values(stopped_at=None))


def enqueue(session: Session, id_: int, messages: Iterable[Message], at: datetime) -> None:
    rows = [
        {
            "webhook_id": id_,
            "message": message.name,
            "body": message.body,
            "events": message.events,
            "made_at": at,
            "next_at": at,
        }
        for message in messages
    ]
    if rows:
        session.execute(insert(DeliveryRow), rows)


def due(session: Session, at: datetime) -> list[Due]:
    """The oldest message that waits for each partner, where its time has come.

    One at a time and in order: a partner that is down is not asked once for every message.
    """
    oldest = (
        select(func.min(DeliveryRow.id))
        .where(DeliveryRow.next_at.is_not(None))
        .group_by(DeliveryRow.webhook_id)
    )
    query = select(DeliveryRow, WebhookRow).join(
        WebhookRow, WebhookRow.id == DeliveryRow.webhook_id
    )
    put_off = DeliveryRow.next_at > at + LONGEST_WAIT
    ready = query.where(DeliveryRow.id.in_(oldest), or_(DeliveryRow.next_at <= at, put_off))
    rows = session.execute(ready.order_by(DeliveryRow.id))
    return [
        Due(webhook=_webhook(row.WebhookRow), delivery=_delivery(row.DeliveryRow)) for row in rows
    ]


def claim(session: Session, delivery: Delivery, until: datetime) -> bool:
    """Take it up, unless another process did. If this one dies, it is tried again after `until`."""
    mine = (DeliveryRow.id == delivery.id, DeliveryRow.next_at == delivery.next_at)
    result = session.execute(update(DeliveryRow).where(*mine).values(next_at=until))
    return cast("CursorResult[object]", result).rowcount == 1


def record(session: Session, delivery: Delivery) -> None:
    """Write down what became of a try."""
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery.id)
        .values(
            tries=delivery.tries,
            tried_at=delivery.tried_at,
            next_at=delivery.next_at,
            arrived_at=delivery.arrived_at,
            answer=delivery.answer,
        )
    )


def deliveries(session: Session, id_: int | None, most: int) -> Sequence[Delivery]:
    """The newest first; of one webhook, or of all."""
    query = select(DeliveryRow).order_by(DeliveryRow.id.desc()).limit(most)
    if id_ is not None:
        query = query.where(DeliveryRow.webhook_id == id_)
    return [_delivery(row) for row in session.scalars(query)]


def waiting(session: Session) -> dict[int, int]:
    """How many messages wait, by webhook."""
    query = select(DeliveryRow.webhook_id, func.count()).where(DeliveryRow.next_at.is_not(None))
    rows = session.execute(query.group_by(DeliveryRow.webhook_id))
    return {row[0]: row[1] for row in rows}


def forget(session: Session, before: datetime) -> None:
    """Delete what was made before, unless it still waits."""
    done = (DeliveryRow.made_at < before, DeliveryRow.next_at.is_(None))
    session.execute(delete(DeliveryRow).where(*done))


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(
        id=row.id,
        url=row.url,
        secret=row.secret,
        created_at=row.created_at,
        stopped_at=row.stopped_at,
    )


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.id,
        webhook_id=row.webhook_id,
        message=Message(name=row.message, body=row.body, events=row.events),
        made_at=row.made_at,
        tries=row.tries,
        tried_at=row.tried_at,
        next_at=row.next_at,
        arrived_at=row.arrived_at,
        answer=row.answer,
    )
