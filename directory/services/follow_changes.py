"""Brings committed changes from the outbox into the index."""

import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.search.engine import Index
from directory.services.rebuild_index import rebuild_index
from directory.storage import listings, outbox, positions
from directory.storage.database import Database

log = logging.getLogger(__name__)

AT_ONCE = 200  # beyond this many changed sites a rebuild is quicker
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
        waiting = outbox.after(session, index.read_up_to)
        if not waiting:
            return 0
        changed = list(dict.fromkeys(provider_id for _, provider_id in waiting))
        if len(changed) > AT_ONCE:
            rebuild_index(session, index)
        else:
            _apply(session, index, changed, waiting[-1][0])
    return len(changed)


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
