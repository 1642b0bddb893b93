from datetime import date

import pytest
from sqlalchemy import func, select

from directory.domain.vocabulary import Vocabulary
from directory.exchange.demonstration import SOURCE
from directory.services import load_demonstration
from directory.storage import keeping, listings, outbox
from directory.storage.database import Database
from directory.storage.models import Base, ProviderRow, SourceRow
from tests import factories

TODAY = date(2026, 5, 1)
KEPT = {"term", "source", "outbox", "mark", "zip", "city", "city_name", "county"}


@pytest.fixture
def real(database: Database) -> int:
    """The id of a listing that is none of the demonstration."""
    with database.writing() as session:
        (id_,) = keeping.add(session, [factories.listing("Harbor House")])
        session.commit()
    return id_


def test_listings_are_kept_as_they_were_made(database: Database, vocabulary: Vocabulary) -> None:
    count = _load(database, vocabulary, count=30)

    assert count == 30
    with database.reading() as session:
        kept = listings.by_ids(session, session.scalars(select(ProviderRow.id)).all())
        sources = session.scalars(select(SourceRow.slug)).all()
    assert len(kept) == 30
    assert all(listing.demonstration and listing.programs for listing in kept)
    assert sources == [SOURCE.slug]


def test_loading_again_replaces_what_was_loaded(database: Database, vocabulary: Vocabulary) -> None:
    _load(database, vocabulary, count=30)
    before = _slugs(database)

    _load(database, vocabulary, count=30)

    assert _slugs(database) == before


def test_fewer_listings_replace_more(database: Database, vocabulary: Vocabulary) -> None:
    _load(database, vocabulary, count=30)

    _load(database, vocabulary, count=5, seed=2)

    assert len(_slugs(database)) == 5


def test_real_listings_stay(database: Database, vocabulary: Vocabulary, real: int) -> None:
    with database.reading() as session:
        before = listings.by_ids(session, [real])

    _load(database, vocabulary, count=5)
    removed = load_demonstration.remove_demonstration(database)

    assert removed == 5
    with database.reading() as session:
        assert listings.by_ids(session, [real]) == before
    assert len(_slugs(database)) == 1


def test_nothing_of_removed_listings_is_left(database: Database, vocabulary: Vocabulary) -> None:
    _load(database, vocabulary, count=20)

    load_demonstration.remove_demonstration(database)

    with database.reading() as session:
        counts = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
            if table.name not in KEPT
        }
    assert set(counts.values()) == {0}


def test_the_index_hears_of_what_came_and_went(database: Database, vocabulary: Vocabulary) -> None:
    _load(database, vocabulary, count=3)

    load_demonstration.remove_demonstration(database)

    with database.reading() as session:
        changes = [provider_id for _, provider_id in outbox.after(session, 0)]
    assert changes[:3] == changes[3:]
    assert len(changes) == 6


def test_a_directory_with_a_listing_is_not_empty(database: Database, real: int) -> None:
    assert load_demonstration.holds_listings(database)


def test_a_new_directory_holds_no_listings(database: Database) -> None:
    assert not load_demonstration.holds_listings(database)


def _load(database: Database, vocabulary: Vocabulary, *, count: int, seed: int = 1) -> int:
    return load_demonstration.load_demonstration(
        database, vocabulary, TODAY, count=count, seed=seed
    )


def _slugs(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(ProviderRow.slug)))
