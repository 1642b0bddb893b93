"""Mail that waits to be sent, and what became of it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from directory.domain.mail import LONGEST_WAIT, Mail, State, Written
from directory.storage.models import MailRow

ON_ITS_WAY = "on its way"  # what stands as the fault of one that is being sent
_STATES: dict[State, ColumnElement[bool]] = {
    State.SENT: MailRow.sent_at.is_not(None),
    State.WAITING: MailRow.next_at.is_not(None) & (MailRow.tries == 0),
    State.FAILING: MailRow.next_at.is_not(None) & (MailRow.tries > 0),
    State.GIVEN_UP: MailRow.next_at.is_(None) & MailRow.sent_at.is_(None),
}


def add(session: Session, to: str, written: Written, at: datetime) -> None:
    session.add(
        MailRow(
            message=secrets.token_hex(16),
            to=to,
            subject=written.subject,
            body=written.body,
            made_at=at,
            next_at=at,
        )
    )


def due(session: Session, at: datetime, most: int) -> list[Mail]:
    """What is to be sent by now, the longest overdue first."""
    put_off = MailRow.next_at > at + LONGEST_WAIT
    ready = select(MailRow).where(or_(MailRow.next_at <= at, put_off))
    rows = session.scalars(ready.order_by(MailRow.next_at, MailRow.id).limit(most))
    return [_mail(row) for row in rows]


def claim(session: Session, mail: Mail, until: datetime) -> bool:
    """Take it up, unless another process did. If this one dies, it is tried again after `until`."""
    mine = (MailRow.id == mail.id, MailRow.next_at == mail.next_at)
    taken = update(MailRow).where(*mine).values(next_at=until, fault=ON_ITS_WAY)
    result = session.execute(taken)
    return cast("CursorResult[object]", result).rowcount == 1


def record(session: Session, mail: Mail) -> None:
    """Write down what became of a try. What was sent keeps no text."""
    kept = {"body": ""} if mail.sent_at else {}
    session.execute(
        update(MailRow)
        .where(MailRow.id == mail.id)
        .values(
            tries=mail.tries, next_at=mail.next_at, sent_at=mail.sent_at, fault=mail.fault, **kept
        )
    )


def of_state(session: Session, state: State, most: int) -> Sequence[Mail]:
    """The newest first."""
    query = select(MailRow).where(_STATES[state]).order_by(MailRow.id.desc()).limit(most)
    return [_mail(row) for row in session.scalars(query)]


def try_again(session: Session, at: datetime) -> int:
    """Make due what waits for its next try or was given up; not what is being sent."""
    again = (MailRow.sent_at.is_(None), MailRow.fault != ON_ITS_WAY)
    result = session.execute(update(MailRow).where(*again).values(next_at=at))
    return cast("CursorResult[object]", result).rowcount


def forget(session: Session, before: datetime) -> None:
    """Delete what was made before, unless it still waits."""
    session.execute(delete(MailRow).where(MailRow.made_at < before, MailRow.next_at.is_(None)))


def _mail(row: MailRow) -> Mail:
    return Mail(
        id=row.id,
        message=row.message,
        to=row.to,
        written=Written(subject=row.subject, body=row.body),
        made_at=row.made_at,
        tries=row.tries,
        next_at=row.next_at,
        sent_at=row.sent_at,
        fault=row.fault,
    )
