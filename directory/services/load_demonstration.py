"""Fictional listings in place of earlier ones; real listings are not touched."""

from datetime import date

from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration
from directory.services import batches
from directory.storage import demonstrations, keeping
from directory.storage.database import Database


def load_demonstration(
    database: Database, vocabulary: Vocabulary, today: date, *, count: int, seed: int
) -> int:
    """Make and keep `count` listings in one transaction. Returns how many there are now."""
    with database.writing() as session:
        demonstrations.remove(session)
        places = demonstrations.places(session)
        made = demonstration.generate(count, seed, vocabulary, places, today)
        kept = sum(len(keeping.add(session, batch)) for batch in batches.of(made))
        session.commit()
    return kept


def remove_demonstration(database: Database) -> int:
    """Return how many there were."""
    with database.writing() as session:
        removed = demonstrations.remove(session)
        session.commit()
    return removed


def holds_listings(database: Database) -> bool:
    with database.reading() as session:
        return demonstrations.any_provider(session)
