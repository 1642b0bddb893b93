"""How far behind the running directory is with what it has to do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.search.engine import Index
from directory.storage import vitals
from directory.storage.vitals import Post


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """`unread`: changes that the index has not taken in, and for how long the oldest waits."""

    unread: int
    seconds_behind: float
    revisions: int
    post: Post
    deliveries: int


def take_pulse(session: Session, index: Index, at: datetime) -> Pulse:
    """`at` is UTC without a zone."""
    behind = vitals.behind(session, index.read_up_to)
    return Pulse(
        unread=behind.changes,
        seconds_behind=max((at - behind.since).total_seconds(), 0.0) if behind.since else 0.0,
        revisions=vitals.revisions(session),
        post=vitals.post(session),
        deliveries=vitals.deliveries(session),
    )
