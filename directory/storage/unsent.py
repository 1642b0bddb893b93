"""Mail that does not arrive, for whoever must see to it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from directory.storage.mail import ON_ITS_WAY
from directory.storage.models import MailRow

FEW_TRIES = 3  # within two minutes, which a server that starts anew may need


@dataclass(frozen=True, slots=True)
class Unsent:
    """`fault` is what became of the last try that failed."""

    waiting: int
    failing: int
    given_up: int
    fault: str


def unsent(session: Session, *, made_before: datetime) -> Unsent:
    """How many were never tried though made before then, fail again and again, or were given up."""
    waits = MailRow.next_at.is_not(None)
    query = select(
        func.count(case((waits & (MailRow.tries == 0) & (MailRow.made_at < made_before), 1))),
        func.count(case((waits & (MailRow.tries >= FEW_TRIES), 1))),
        func.count(case((~waits, 1))),
    ).where(MailRow.sent_at.is_(None))
    waiting, failing, given_up = session.execute(query).one()
    return Unsent(waiting, failing, given_up, _last_fault(session))


def _last_fault(session: Session) -> str:
    told = MailRow.sent_at.is_(None) & MailRow.fault.not_in(("", ON_ITS_WAY))
    query = select(MailRow.fault).where(told).order_by(MailRow.id.desc()).limit(1)
    return session.scalar(query) or ""
