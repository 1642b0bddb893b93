"""Brings committed changes from the outbox into the index."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.search.engine import Index
from directory.services.rebuild_index import rebuild_index
from directory.storage import listings, outbox, positions
from directory.storage.database import Database

log = logging.getLogger(__name__)

AT_ONCE = 200  # changes, in memory at a time
KEPT_FOR = timedelta(days=1)  # for the indexes of other nodes


def follow_changes(database: Database, index: Index) -> int:
    """Apply what is waiting, or heal a damaged index, one caller at a time.

    Returns how many sites were read again.
    """
    with database.newest() as session:
        if fault := _fault(session, index):
            count = rebuild_index(session, index)
            log.warning("The index %s and was rebuilt: %s sites.", fault, count)
            return count
        if _are_many(session, index):
            return rebuild_index(session, index)
        return sum(_batches(session, index))


def _are_many(session: Session, index: Index) -> bool:
    """Whether it is quicker to begin anew. To read one site again costs as much as to read it."""
    waiting = outbox.latest(session) - index.read_up_to
    return waiting > AT_ONCE and waiting > listings.count(session) / 2


def _batches(session: Session, index: Index) -> Iterator[int]:
    """Apply what waits, and tell how many sites each part brought."""
    while waiting := outbox.after(session, index.read_up_to, AT_ONCE):
        changed = list(dict.fromkeys(provider_id for _, provider_id in waiting))
        _apply(session, index, changed, waiting[-1][0])
        yield len(changed)


def _fault(session: Session, index: Index) -> str:
    if index.needs_rebuild:
        return "could not be used"
    if not outbox.reaches_back(session, index.read_up_to):
        return "was too old, or of another database,"
    return ""


def keep_up(database: Database, before: int | None = None) -> int:
    """Let this node read from no replica that lacks what the primary had `before`, or has now.

    Not everything that matters changes the index: rights that were taken from somebody, say.
    Returns how far the primary is now.
    """
    with database.newest() as session:
        now = positions.current(session)
    database.hold_readers(now if before is None else before, now)
    return now


def forget_old_changes(database: Database) -> None:
    with database.writing() as session:
        outbox.clear(session, older_than=KEPT_FOR)
        session.commit()


def _apply(session: Session, index: Index, changed: list[int], read_up_to: int) -> None:
    published = listings.by_ids(session, changed)
    still_there = {listing.id for listing in published}
    gone = [id_ for id_ in changed if id_ not in still_there]
    positions.hold(session)
    index.update(published, gone, read_up_to)
