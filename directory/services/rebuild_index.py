"""The whole index again from the database, beside the one in use, swapped in when complete."""

from itertools import chain

from sqlalchemy.orm import Session

from directory.search.engine import Index
from directory.storage import listings, outbox


def rebuild_index(session: Session, index: Index) -> int:
    """Return how many sites the new index holds."""
    read_up_to = outbox.latest(session)  # before the listings: what comes after is read again
    return index.rebuild(chain.from_iterable(listings.all_in_batches(session)), read_up_to)
