"""The whole index again from the database, beside the one in use, swapped in when complete."""

from itertools import chain
from pathlib import Path

from sqlalchemy.orm import Session

from directory.search import position
from directory.search.engine import Index
from directory.storage import listings, outbox


def rebuild_index(session: Session, index: Index, folder: Path) -> int:
    """Return how many sites the new index holds. `folder` is where the index lives."""
    read_up_to = outbox.latest(session)  # before the listings: what comes after is read again
    count = index.rebuild(chain.from_iterable(listings.all_in_batches(session)))
    position.write(folder, read_up_to)
    return count
