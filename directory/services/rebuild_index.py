"""The whole index again from the database, beside the one in use, swapped in when complete."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.search.engine import Index
from directory.storage import listings, outbox, positions


def rebuild_index(session: Session, index: Index) -> int:
    """Return how many sites the new index holds."""
    read_up_to = outbox.latest(session)  # before the listings: what comes after is read again
    return index.rebuild(_all(session), read_up_to)


def _all(session: Session) -> Iterator[Listing]:
    for batch in listings.all_in_batches(session):
        yield from batch
    # Before anybody searches the new index: no replica that is older may answer beside it.
    positions.hold(session)
