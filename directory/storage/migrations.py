"""Brings the tables to the shape that this version of the models expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from directory.storage.database import Database

SCRIPTS = Path(__file__).parents[2] / "migrations"
CHECK = "PRAGMA foreign_key_check"


class BrokenReferencesError(RuntimeError):
    """A migration would leave rows that refer to nothing; nothing of it was kept."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Raises BrokenReferencesError."""
    with _rewriting(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Raises BrokenReferencesError."""
    with _rewriting(database) as connection:
        command.downgrade(_config(connection), revision)


def make(connection: Connection) -> None:
    """All tables, in the transaction of whoever asks; it is for them to commit."""
    command.upgrade(_config(connection), "head")


def pending(database: Database) -> bool:
    """Whether the database is older (or newer) than the models."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    with database.looking() as connection:
        return MigrationContext.configure(connection).get_current_revision() != head


def stands(session: Session) -> bool:
    """The contrary of `pending`, without a lock and quickly enough to be asked all day."""
    context = MigrationContext.configure(session.connection())
    return context.get_current_revision() == _newest()


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


@contextmanager
def _rewriting(database: Database) -> Iterator[Connection]:
    """A transaction in which SQLite's tables may be written anew.

    It drops the old one, which is refused while other rows refer to it, or takes them along.
    """
    with database.connecting() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _hold_references(connection, "OFF")
        try:
            yield connection
            if is_sqlite and (broken := connection.exec_driver_sql(CHECK).first()):
                raise BrokenReferencesError(f"{broken[0]} refers to a {broken[2]} that is gone")
            connection.commit()
        finally:
            connection.rollback()
            if is_sqlite:
                _hold_references(connection, "ON")


def _hold_references(connection: Connection, switch: str) -> None:
    """Past SQLAlchemy: within a transaction, which it would begin, this does nothing."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={switch}")


def is_known(database: Database) -> bool:
    """Whether this version can bring the database to its own shape: no later one made it."""
    scripts = ScriptDirectory.from_config(_config(None))
    with database.looking() as connection:
        made_by = MigrationContext.configure(connection).get_current_revision()
    return made_by in {script.revision for script in scripts.walk_revisions()}


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
