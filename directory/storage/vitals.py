"""How much waits, each in one statement that stays cheap when much does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from directory.domain.revisions import RevisionStatus
from directory.storage.models import DeliveryRow, MailRow, OutboxRow, RevisionRow


@dataclass(frozen=True, slots=True)
class Behind:
    """What the index has not read. `since`: when the oldest of it was written, UTC."""

    changes: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Post:
    """`failing`: a try went wrong, the next one waits. `given_up`: nobody tries again."""

    waiting: int
    failing: int
    given_up: int


def behind(session: Session, read_up_to: int) -> Behind:
    later = select(func.count(), func.min(OutboxRow.at)).where(OutboxRow.id > read_up_to)
    changes, since = session.execute(later).one()
    return Behind(changes, since)


def revisions(session: Session) -> int:
    """How many wait for an editor."""
    pending = RevisionRow.status == RevisionStatus.PENDING.value
    return session.scalar(select(func.count()).where(pending).select_from(RevisionRow)) or 0


def post(session: Session) -> Post:
    waits = MailRow.next_at.is_not(None)
    query = select(
        func.count(case((waits & (MailRow.tries == 0), 1))),
        func.count(case((waits & (MailRow.tries > 0), 1))),
        func.count(case((~waits, 1))),
    ).where(MailRow.sent_at.is_(None))
    return Post(*session.execute(query).one())


def deliveries(session: Session) -> int:
    """How many messages wait for partners."""
    waits = DeliveryRow.next_at.is_not(None)
    return session.scalar(select(func.count()).where(waits).select_from(DeliveryRow)) or 0
