"""Lets people do a thing so often in so long, however many processes serve them."""

from datetime import timedelta
from math import ceil

from sqlalchemy.orm import Session

from directory.domain.limits import Allowed, Who
from directory.domain.moments import now
from directory.storage import attempts

SLACK = timedelta(minutes=1)  # for whoever looked at the clock first and got the lock second


def allow(session: Session, what: str, who: Who, most: int, within: timedelta) -> Allowed:
    """Count an attempt, where it is granted, in a transaction of its own.

    `session`: a writing one. What is denied is not written down, so that whoever goes on trying
    is let in as soon as who waits.
    """
    allowed = take(session, what, who, most, within)
    if allowed.granted:
        session.commit()
    else:
        session.rollback()  # which lets others write at once
    return allowed


def take(session: Session, what: str, who: Who, most: int, within: timedelta) -> Allowed:
    """The same within the transaction of another use case, which commits."""
    key = attempts.key(what, who)
    attempts.alone(session, key)
    allowed = peek(session, what, who, most, within)
    if allowed.granted:
        at = now()
        attempts.forget(session, at)
        attempts.note(session, key, at + within)
    return allowed


def peek(session: Session, what: str, who: Who, most: int, within: timedelta) -> Allowed:
    """Whether an attempt would be granted; nothing is counted. Any session will do."""
    at = now()
    # Noted before the clock was set back, an attempt would count for longer than anybody was told.
    span = (at, at + within + SLACK)
    counting = attempts.latest(session, attempts.key(what, who), most, span)
    if len(counting) < most:
        return Allowed(granted=True)
    return Allowed(granted=False, retry_in=ceil((counting[-1] - at).total_seconds()))
