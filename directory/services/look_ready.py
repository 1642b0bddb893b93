"""Whether the directory can be searched now, and if not, why."""

from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.search.engine import Index
from directory.storage import migrations, vitals
from directory.storage.database import Database

LONGEST_BEHIND = timedelta(minutes=5)  # a large import takes the index about a minute


def lacks(database: Database, index: Index, at: datetime) -> list[str]:
    """What is not as it has to be, each in a sentence; `at` is UTC without a zone."""
    try:
        with database.reading() as session:
            return [*_of_the_tables(session), *_of_the_index(session, index, at)]
    except SQLAlchemyError:
        return ["The database does not answer."]


def _of_the_tables(session: Session) -> list[str]:
    if migrations.stands(session):
        return []
    return ["The database waits for its migrations: `directory init`."]


def _of_the_index(session: Session, index: Index, at: datetime) -> list[str]:
    if index.needs_rebuild:
        return ["The index is being built."]
    since = vitals.behind(session, index.read_up_to).since
    if since is None or at - since <= LONGEST_BEHIND:
        return []
    seconds = int((at - since).total_seconds())
    return [f"The index is {seconds} seconds behind; {LONGEST_BEHIND.seconds} are allowed."]
