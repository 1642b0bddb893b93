"""When something was written in the database, whatever it was."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.storage.models import AuditRow, HistoryRow, MailRow, OutboxRow, PublicationRow

# What people and lists said, which nothing can make again.
FOR_GOOD = (AuditRow.at, HistoryRow.at)
ALL = (*FOR_GOOD, MailRow.made_at, OutboxRow.at, PublicationRow.changed_at)


def first(session: Session) -> datetime | None:
    """Of what nothing can make again; UTC, as all here."""
    times = [session.scalar(select(func.min(column))) for column in FOR_GOOD]
    return min(filter(None, times), default=None)


def last(session: Session) -> datetime | None:
    """The same at the end."""
    times = [session.scalar(select(func.max(column))) for column in FOR_GOOD]
    return max(filter(None, times), default=None)


def newest(session: Session) -> datetime | None:
    """Of everything that says when it was written."""
    times = [session.scalar(select(func.max(column))) for column in ALL]
    return max(filter(None, times), default=None)
