from alembic import context

from directory.storage.models import Base


def run() -> None:
    """Migrate over the connection that directory/storage/migrations.py hands in."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


run()
