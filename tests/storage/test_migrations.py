from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from directory.storage import migrations
from directory.storage.database import Database
from directory.storage.models import Base


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    yield database
    database.close()


def tables(database: Database) -> set[str]:
    with database.connecting() as connection:
        return set(inspect(connection).get_table_names())


def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    migrations.upgrade(empty)

    with empty.connecting() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_goes_down_again_and_up(empty: Database) -> None:
    migrations.upgrade(empty)
    made = tables(empty)

    migrations.downgrade(empty, "base")
    assert tables(empty) == {"alembic_version"}

    migrations.upgrade(empty)
    assert tables(empty) == made


def test_a_database_knows_whether_migrations_are_pending(empty: Database) -> None:
    before = migrations.pending(empty)
    migrations.upgrade(empty)

    assert before
    assert not migrations.pending(empty)
