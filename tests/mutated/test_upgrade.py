from pathlib import Path
from shutil import copyfile

import pytest
from flask import Flask
from sqlalchemy import text

from directory import context
from directory.storage import keeping, migrations
from directory.storage.database import Database
from tests import furnishing
from tests.browser import sites
from tests.mutated import upgrade


def test_a_directory_of_the_first_version_goes_up_and_back_with_all_its_rows() -> None:
    row = upgrade.upgrade(200)

    assert row.faults == ()


def test_a_directory_where_people_are_at_work_goes_back_with_its_listings(
    app: Flask, tmp_path: Path
) -> None:
    database = context.held(app).database
    with database.writing() as session:
        keeping.add(session, sites.all_of_them())
        session.commit()
    furnishing.furnish(app)
    database.close()
    now, first = tmp_path / "directory.db", tmp_path / "first.db"

    copyfile(now, first)
    older = Database(f"sqlite:///{first}")
    migrations.downgrade(older, upgrade.FIRST)
    older.close()

    assert list(upgrade.differences(first, now)) == []


def test_a_migration_that_would_leave_rows_without_their_parents_is_taken_back(
    database: Database,
) -> None:
    with database.connecting() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        connection.execute(text("INSERT INTO phone VALUES (404, 0, 'main', '+13095550100')"))
        connection.commit()

    with pytest.raises(migrations.BrokenReferencesError, match="phone refers to a provider"):
        migrations.downgrade(database, upgrade.FIRST)

    assert not migrations.pending(database)
