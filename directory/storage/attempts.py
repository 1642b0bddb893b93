"""What was done lately of what may be done so often only. Nothing here can be read back."""

from datetime import datetime
from hashlib import blake2b

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.domain.limits import Who
from directory.storage.models import AttemptRow


def key(what: str, who: Who) -> str:
    """Under what an attempt is noted: a hash of `what` under the keyed hash of who."""
    return blake2b(what.encode(), key=who.digest, digest_size=16).hexdigest()


def alone(session: Session, key: str) -> None:
    """Let nobody else count the same until this transaction ends."""
    if session.get_bind().dialect.name == "postgresql":  # in SQLite it holds the only lock
        session.execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))


def latest(
    session: Session, key: str, most: int, span: tuple[datetime, datetime]
) -> list[datetime]:
    """Until when attempts count, where that lies in this span: at most so many, the longest first.

    The span begins behind now, and ends with the last moment that an attempt of now counts.
    """
    until = AttemptRow.counts_until
    counting = (AttemptRow.key == key, until > span[0], until <= span[1])
    return list(session.scalars(select(until).where(*counting).order_by(until.desc()).limit(most)))


def note(session: Session, key: str, counts_until: datetime) -> None:
    session.add(AttemptRow(key=key, counts_until=counts_until))


def forget(session: Session, at: datetime) -> None:
    """Delete what counts no more."""
    session.execute(delete(AttemptRow).where(AttemptRow.counts_until <= at))
