"""Makes an empty folder into a working directory, and an old one into a current one."""

from directory.domain.vocabulary import Vocabulary
from directory.storage import gazetteer, migrations, terms
from directory.storage.database import Database


def prepare_directory(database: Database, vocabulary: Vocabulary) -> None:
    """Migrate, number new terms, build the place table. Safe to repeat."""
    migrations.upgrade(database)
    with database.writing() as session:
        terms.add(session, terms.missing(session, vocabulary))
        session.commit()
    with database.writing() as session:
        gazetteer.build(session)
        session.commit()
