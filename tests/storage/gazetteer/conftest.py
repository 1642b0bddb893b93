from collections.abc import Iterator

import pytest

from directory.storage import gazetteer
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import Base


@pytest.fixture(scope="session")
def database_of_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('places') / 'places.db'}")
    with database.connecting() as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    with database.writing() as session:
        gazetteer.build(session)
        session.commit()
    yield database
    database.close()


@pytest.fixture(scope="session")
def places(database_of_places: Database) -> Gazetteer:
    with database_of_places.reading() as session:
        return Gazetteer.load(session)
