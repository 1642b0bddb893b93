"""All rows of all tables as plain values, which are the same on every database."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    Text,
    cast,
    collate,
    func,
    inspect,
    select,
)

from directory.storage.models import Base

BATCH = 5_000
TABLES: Sequence[Table] = Base.metadata.sorted_tables  # what others point to comes before them
Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Extent:
    """`digest`: of each value of each row, in the order of keys."""

    rows: int
    digest: str


class Measure:
    """Counts and digests what passes through it."""

    def __init__(self) -> None:
        self._rows, self._digest = 0, sha256()

    def through(self, batches: Iterable[Rows]) -> Iterator[Rows]:
        for batch in batches:
            self._rows += len(batch)
            for row in batch:
                self._digest.update(repr(row).encode())
            yield batch

    @property
    def extent(self) -> Extent:
        return Extent(self._rows, self._digest.hexdigest())


def batches(connection: Connection, table: Table) -> Generator[Rows]:
    """In the order of keys, a batch in memory at a time."""
    query = select(*map(_plain, table.columns)).order_by(*_order(connection, table))
    with connection.execute(query.execution_options(yield_per=BATCH)) as result:
        for batch in result.partitions():
            yield [tuple(row) for row in batch]


def extent(connection: Connection, table: Table) -> Extent:
    measure = Measure()
    for _ in measure.through(batches(connection, table)):
        pass
    return measure.extent


def difference(here: Connection, there: Connection, table: Table) -> str:
    """In words, the first row that is not the same; empty where all are. No values are told."""
    with closing(batches(here, table)) as own, closing(batches(there, table)) as others:
        for one, other in zip_longest(chain.from_iterable(own), chain.from_iterable(others)):
            if one != other:
                return _told(table, one, other)
    return ""


def tables(connection: Connection) -> set[str]:
    """What there is, whoever made it."""
    return set(inspect(connection).get_table_names())


def sites(connection: Connection) -> int:
    provider = Base.metadata.tables["provider"]
    return connection.scalar(select(func.count()).select_from(provider)) or 0


def _plain(column: Column[Any]) -> ColumnElement[Any]:
    # As it is written, so that no order of keys and no figure changes on the way; and NULL is
    # another thing than a null that is written down.
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _order(connection: Connection, table: Table) -> Iterator[ColumnElement[Any]]:
    """By bytes, as SQLite and Python do; other databases would ask a language."""
    by_language = connection.dialect.name == "postgresql"
    for column in table.primary_key:
        spelled = isinstance(column.type, String)
        yield collate(column, "C") if by_language and spelled else column


def _told(table: Table, one: Any, other: Any) -> str:  # noqa: ANN401
    names = [column.name for column in table.primary_key]
    at = [column.name for column in table.columns]
    keys = [
        None if row is None else tuple(row[at.index(name)] for name in names)
        for row in (one, other)
    ]
    if keys[0] == keys[1]:
        parts = [name for name, a, b in zip(at, one, other, strict=True) if a != b]
        return f"{_named(names, keys[0])} differs in {', '.join(parts)}"
    if keys[1] is None or (keys[0] is not None and keys[0] < keys[1]):
        return f"{_named(names, keys[0])} is missing there"
    return f"{_named(names, keys[1])} is only there"


def _named(names: Sequence[str], key: Any) -> str:  # noqa: ANN401
    return ", ".join(f"{name} {value}" for name, value in zip(names, key, strict=True))
