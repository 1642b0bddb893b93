"""Fills the tables of an empty database with plain values, as quickly as it can take them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, Connection, Integer, Table, Text, column, func, select, text
from sqlalchemy import table as named_table

from directory.storage.contents import TABLES, Rows

LOCK = 0x6D6F7665  # of whoever fills this database
REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""
SEQUENCE = "SELECT setval(pg_get_serial_sequence(:table, :column), :last)"


def fill(connection: Connection, table: Table, batches: Iterable[Rows]) -> None:
    if connection.dialect.name == "postgresql":
        _copy(connection, table, batches)
        return
    insert = named_table(table.name, *map(_plain, table.columns)).insert()
    names = table.columns.keys()
    for batch in batches:
        connection.execute(insert, [dict(zip(names, row, strict=True)) for row in batch])


def empty(connection: Connection) -> None:
    """Of what migrations wrote."""
    for table in reversed(TABLES):
        if connection.scalar(select(func.count()).select_from(table)):
            connection.execute(table.delete())


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Nobody else fills it; references are looked at together at the end, not row by row."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(text("SET LOCAL synchronous_commit = on"))
    references = connection.execute(text(REFERENCES)).all()
    for table, name, _ in references:
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    yield
    for table, name, definition in references:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))


def finish(connection: Connection) -> None:
    """Let the next numbers come after those that are there, and plans know what is in it."""
    if connection.dialect.name != "postgresql":
        return
    for table in TABLES:
        number = table.autoincrement_column
        if number is None:
            continue
        last = connection.scalar(select(func.max(number)))
        if last is not None:
            names = {"table": f'"{table.name}"', "column": number.name, "last": last}
            connection.execute(text(SEQUENCE), names)
    connection.execute(text("ANALYZE"))


def _copy(connection: Connection, table: Table, batches: Iterable[Rows]) -> None:
    driver: Any = connection.connection.driver_connection
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in table.columns.keys())
    with driver.cursor() as cursor, cursor.copy(
        f"COPY {quote(table.name)} ({names}) FROM STDIN"
    ) as copy:
        for batch in batches:
            for row in batch:
                copy.write_row(row)


def _plain(each: Any) -> Any:  # noqa: ANN401
    return column(each.name, Text() if isinstance(each.type, JSON) else each.type)
