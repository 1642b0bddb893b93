from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def database_of_places(prepared: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{prepared}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def places(database_of_places: Database) -> Gazetteer:
    with database_of_places.reading() as session:
        return Gazetteer.load(session)
