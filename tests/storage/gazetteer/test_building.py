from directory.storage import gazetteer
from directory.storage.database import Database
from directory.storage.gazetteer import Gazetteer
from directory.storage.models import MarkRow


def test_building_again_does_nothing(database_of_places: Database) -> None:
    with database_of_places.writing() as session:
        built = gazetteer.build(session)

    assert not built


def test_another_edition_replaces_the_tables(database_of_places: Database) -> None:
    with database_of_places.writing() as session:
        session.merge(MarkRow(name=gazetteer.MARK, value="zipcodes 1.0"))

        built = gazetteer.build(session)
        again = Gazetteer.load(session).zip("60614")

        session.rollback()
    assert built
    assert again is not None
