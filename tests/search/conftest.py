from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.search.embedded import EmbeddedEngine
from directory.search.engine import IndexedEngine
from directory.search.postgres import PostgresEngine
from directory.storage import migrations
from directory.storage.database import Database
from tests.postgres import Servers

Indexed = Callable[..., IndexedEngine]
ENGINES = ("embedded", "postgres")


@pytest.fixture(scope="session")
def search_database(postgres_servers: Servers) -> Iterator[Database]:
    """One with tables and nothing in them, shared: an engine that rebuilds forgets what was."""
    database = Database(postgres_servers.primary.url(postgres_servers.database()))
    migrations.upgrade(database)
    yield database
    database.close()


@pytest.fixture
def engine(tmp_path: Path, vocabulary: Vocabulary) -> EmbeddedEngine:
    return EmbeddedEngine.open(tmp_path / "index", vocabulary)


@pytest.fixture
def postgres_engine(search_database: Database, vocabulary: Vocabulary) -> PostgresEngine:
    return PostgresEngine(search_database, vocabulary)


@pytest.fixture(params=ENGINES)
def indexed(tmp_path: Path, vocabulary: Vocabulary, request: pytest.FixtureRequest) -> Indexed:
    """An engine that holds these listings; each test asks one engine after the other."""

    def index(*listings: Listing) -> IndexedEngine:
        engine: IndexedEngine
        if request.param == "postgres":
            engine = request.getfixturevalue("postgres_engine")
        else:
            engine = EmbeddedEngine.open(tmp_path / "index", vocabulary)
        engine.rebuild(listings)
        return engine

    return index
