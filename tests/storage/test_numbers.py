"""Numbers that others link to."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from directory.domain.listings import Listing
from directory.storage import demonstrations, keeping, migrations, numbers, replacing
from directory.storage.database import Database
from directory.storage.models import ProgramRow
from directory.storage.restating import Restated
from tests.factories import listing, program


def keep(database: Database, *wanted: Listing) -> list[int]:
    with database.writing() as session:
        ids = keeping.add(session, wanted)
        session.commit()
    return ids


def program_ids(database: Database) -> Sequence[int]:
    with database.reading() as session:
        return session.scalars(select(ProgramRow.id).order_by(ProgramRow.id)).all()


def test_a_number_is_not_given_again_when_its_listing_is_gone(database: Database) -> None:
    real, invented = keep(database, listing(), listing(demonstration=True))
    with database.writing() as session:
        demonstrations.remove(session)
        session.commit()

    (later,) = keep(database, listing("Bayside"))

    assert (real, invented, later) == (1, 2, 3)
    assert program_ids(database) == [1, 3]


def test_a_program_that_an_import_adds_is_numbered_alike(database: Database) -> None:
    keep(database, listing(), listing(demonstration=True))
    with database.writing() as session:
        demonstrations.remove(session)
        more = listing(programs=(program("detox"),))
        replacing.replace(session, {1: Restated(listing=more, before={})}, [], 1)
        session.commit()

    assert program_ids(database) == [1, 3]


@pytest.mark.parametrize("count", [0, 1, 500])
def test_numbers_follow_one_another(database: Database, count: int) -> None:
    with database.writing() as session:
        first = numbers.take(session, ProgramRow, count)
        second = numbers.take(session, ProgramRow, 1)

    assert list(first) == list(range(1, count + 1))
    assert list(second) == [count + 1]


def test_a_directory_that_kept_no_marks_goes_on_behind_its_last(database: Database) -> None:
    keep(database, listing(demonstration=True), listing(demonstration=True))
    migrations.downgrade(database, "0005")
    migrations.upgrade(database)
    with database.writing() as session:
        demonstrations.remove(session)
        session.commit()

    assert keep(database, listing()) == [3]
    assert program_ids(database) == [3]
