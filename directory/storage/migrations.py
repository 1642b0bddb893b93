"""Brings the tables to the shape that this version of the models expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from directory.storage.database import Database

SCRIPTS = Path(__file__).parents[2] / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    with database.connecting() as connection:
        command.upgrade(_config(connection), revision)
        connection.commit()


def downgrade(database: Database, revision: str) -> None:
    with database.connecting() as connection:
        command.downgrade(_config(connection), revision)
        connection.commit()


def pending(database: Database) -> bool:
    """Whether the database is older (or newer) than the models."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    with database.connecting() as connection:
        return MigrationContext.configure(connection).get_current_revision() != head


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config
