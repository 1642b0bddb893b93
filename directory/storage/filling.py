"""Fills the tables of an empty database with plain values, as quickly as it can take them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnClause,
    Connection,
    Table,
    Text,
    column,
    func,
    select,
    text,
)
from sqlalchemy import table as named_table

from directory.storage.contents import TABLES, Rows

REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
SEQUENCE = "SELECT setval(pg_get_serial_sequence(:table, :column), :last)"


class FillError(Exception):
    """The database did not take it; the message is what it said, without any value."""


def empty(connection: Connection) -> None:
    """Take away what migrations wrote."""
    for table in reversed(TABLES):
        if connection.scalar(select(func.count()).select_from(table)):
            connection.execute(table.delete())


@contextmanager
def referring_late(connection: Connection) -> Iterator[None]:
    """References are looked at all together at the end: row by row takes as long as all else."""
    if not _is_postgresql(connection):
        yield
        return
    references = connection.execute(text(REFERENCES)).all()
    for table, name, _ in references:
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    yield
    for table, name, definition in references:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))


def fill(connection: Connection, table: Table, batches: Iterable[Rows]) -> None:
    """Raises FillError."""
    if _is_postgresql(connection):
        _copy(connection, table, batches)
        return
    insert = named_table(table.name, *map(_plain, table.columns)).insert()
    names = table.columns.keys()
    for batch in batches:
        connection.execute(insert, [dict(zip(names, row, strict=True)) for row in batch])


def finish(connection: Connection) -> None:
    """Let new numbers come after those that are there, and the planner know how much there is."""
    if not _is_postgresql(connection):
        return
    for table in TABLES:
        number = table.autoincrement_column
        last = None if number is None else connection.scalar(select(func.max(number)))
        if number is not None and last is not None:
            names = {"table": f'"{table.name}"', "column": number.name, "last": last}
            connection.execute(text(SEQUENCE), names)
    connection.execute(text("ANALYZE"))


def _copy(connection: Connection, table: Table, batches: Iterable[Rows]) -> None:
    driver: Any = connection.connection.driver_connection
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    command = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            for batch in batches:
                for row in batch:
                    copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        # The first line names the fault; those after it hold what the row says.
        raise FillError(f"{table.name}: {str(error).splitlines()[0]}") from error


def _plain(own: Column[Any]) -> ColumnClause[Any]:
    return column(own.name, Text() if isinstance(own.type, JSON) else own.type)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
