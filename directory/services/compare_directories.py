"""Compares two databases value by value, whatever kinds they are of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from directory.services.open_destination import (
    check_same_version,
    check_source,
    one_moment,
    open_destination,
)
from directory.storage import audit, contents
from directory.storage.contents import Extent, Rows
from directory.storage.database import Database

Tell = Callable[[str, str, int], None]  # what is done, with which table, how many rows of it so far


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    table: str
    here: Extent
    there: Extent
    difference: str  # the first row that is not the same; empty where all are


@dataclass(frozen=True, slots=True)
class Comparison:
    tables: Sequence[Compared]
    acts: int  # in the trail there
    trail_fault: str  # empty: each follows from the one before it

    @property
    def differing(self) -> Sequence[Compared]:
        return [each for each in self.tables if each.difference]

    @property
    def rows(self) -> int:
        return sum(each.there.rows for each in self.tables)

    @property
    def is_same(self) -> bool:
        return not self.differing and not self.trail_fault


def compare_directories(source: Database, url: str, tell: Tell) -> Comparison:
    """Look whether another database holds what this one does. Raises MoveError."""
    check_source(source)
    with (
        open_destination(url, source) as destination,
        one_moment(destination) as there,
        one_moment(source) as here,
    ):
        check_same_version(there)
        own = here.connection()
        measured = {table: extent(own, table, tell) for table in contents.TABLES}
        return compared(own, there.connection(), measured, tell)


def compared(
    here: Connection, there: Connection, measured: dict[Table, Extent], tell: Tell
) -> Comparison:
    """`measured`: what is here."""
    tables = [_compared(here, there, table, measured[table], tell) for table in measured]
    session = Session(there)
    return Comparison(tables, audit.count(session), _trail_fault(session))


def extent(connection: Connection, table: Table, tell: Tell) -> Extent:
    measure = contents.Measure()
    with closing(contents.batches(connection, table)) as read:
        for _ in told(measure.through(read), "Reading", table, tell):
            pass
    return measure.extent


def told(batches: Iterable[Rows], doing: str, table: Table, tell: Tell) -> Iterator[Rows]:
    rows = 0
    for batch in batches:
        yield batch
        rows += len(batch)
        tell(doing, table.name, rows)


def _compared(
    here: Connection, there: Connection, table: Table, own: Extent, tell: Tell
) -> Compared:
    other = extent(there, table, tell)
    difference = "" if own == other else contents.difference(here, there, table)
    return Compared(table=table.name, here=own, there=other, difference=difference)


def _trail_fault(session: Session) -> str:
    broken = audit.broken_at(session)
    if broken is None:
        return ""
    return f"The trail of what people did is broken there at {broken:%Y-%m-%d %H:%M:%S} UTC."
