from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from directory.domain.listings import Listing, Program
from directory.domain.places import Place
from directory.domain.vocabulary import Vocabulary
from directory.exchange import demonstration
from directory.storage import demonstrations
from directory.storage.database import Database

TODAY = date(2026, 5, 1)
SEED = 7


@pytest.fixture(scope="session")
def places(prepared: Path) -> Sequence[Place]:
    database = Database(f"sqlite:///{prepared}")
    with database.reading() as session:
        found = demonstrations.places(session)
    database.close()
    return found


@pytest.fixture(scope="session")
def listings(vocabulary: Vocabulary, places: Sequence[Place]) -> list[Listing]:
    return list(demonstration.generate(2_000, SEED, vocabulary, places, TODAY))


@pytest.fixture(scope="session")
def programs(listings: list[Listing]) -> list[Program]:
    return [program for listing in listings for program in listing.programs]
