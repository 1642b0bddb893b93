"""Copies a whole directory into another, empty database, and sees that it is the same there.

All of it is one transaction there: an end before its time leaves that database as empty as it was.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.services.compare_directories import Comparison, Tell, compared, told
from directory.services.open_destination import (
    MoveError,
    check_empty,
    check_source,
    one_moment,
    open_destination,
)
from directory.storage import audit, contents, filling, migrations, outbox, soundness
from directory.storage.contents import Extent
from directory.storage.database import Database


@dataclass(frozen=True, slots=True)
class Moved:
    """`changes` of listings and `acts` of people came meanwhile, and are not in the copy."""

    comparison: Comparison
    changes: int
    acts: int


@contextmanager
def held_still(source: Database) -> Iterator[None]:
    """Nobody writes here meanwhile; everybody may read. Raises MoveError."""
    with source.writing() as session:
        try:
            session.connection()  # begins it, and so takes the lock
        except DBAPIError as error:
            if not soundness.is_held(error):
                raise
            raise MoveError(
                "Somebody else is writing here, an import perhaps. Wait until it is done."
            ) from error
        yield


def move_directory(source: Database, url: str, tell: Tell) -> Moved:
    """Raises MoveError, with nothing kept there. Nothing is changed here in any case."""
    check_source(source)
    with (
        open_destination(url, source) as destination,
        one_moment(source) as here,
        destination.connecting() as there,
    ):
        before = _written(here)
        comparison = _copied(here.connection(), there, tell)
        if not comparison.is_same:
            raise MoveError(_told(comparison))
        there.commit()
    with one_moment(source) as here:
        changes, acts = _written(here)
    return Moved(comparison, changes - before[0], acts - before[1])


def _copied(here: Connection, there: Connection, tell: Tell) -> Comparison:
    try:
        check_empty(there)
        migrations.make(there)
        filling.empty(there)
        with filling.referring_late(there):
            measured = {table: _fill(here, there, table, tell) for table in contents.TABLES}
        filling.finish(there)
    except filling.FillError as error:
        raise MoveError(f"It could not be written there: {error}. Nothing was kept.") from error
    return compared(here, there, measured, tell)


def _fill(here: Connection, there: Connection, table: Table, tell: Tell) -> Extent:
    measure = contents.Measure()
    with closing(contents.batches(here, table)) as read:
        filling.fill(there, table, told(measure.through(read), "Copying", table, tell))
    return measure.extent


def _written(session: Session) -> tuple[int, int]:
    return outbox.latest(session), audit.count(session)


def _told(comparison: Comparison) -> str:
    differing = [f"{each.table} ({each.difference})" for each in comparison.differing]
    faults = filter(None, [", ".join(differing), comparison.trail_fault])
    return f"What arrived is not the same, and so nothing was kept: {' '.join(faults)}"
