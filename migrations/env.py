from alembic import context
from sqlalchemy import Connection

from config import Settings
from directory.storage.database import Database
from directory.storage.models import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


def run_alone() -> None:
    """Serve the `alembic` command, as a developer uses it for new migrations."""
    database = Database(Settings.from_env().database_url)
    with database.connecting() as connection:
        run(connection)
        connection.commit()
    database.close()


if handed_in := context.config.attributes.get("connection"):
    run(handed_in)
else:
    run_alone()
