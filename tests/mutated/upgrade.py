"""A directory of the first version goes up to this one and back, and nothing of it is lost."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copyfile

from config import DATA
from directory.domain.vocabulary import Vocabulary
from directory.search.embedded import EmbeddedEngine
from directory.services.load_demonstration import load_demonstration
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index
from directory.storage import migrations
from directory.storage.database import Database
from tests.mutated.row import Row

FIRST = "0001"
TODAY = date(2026, 11, 22)
# What is kept of demonstration listings, parents first; marks are made by what needs them.
FILLED = (
    *("city", "city_name", "county", "zip", "term", "source", "provider", "phone"),
    *("accepted_plan", "program", "provider_fact", "program_fact", "program_session"),
    *("program_state", "outbox"),
)
MARKS = "INSERT INTO mark SELECT * FROM made.mark WHERE name = 'places'"
# What demonstration listings do not have: owners, earlier addresses, records of published lists.
MORE = (
    "INSERT INTO organization SELECT id, 'Organization ' || id FROM provider WHERE id % 10 = 1",
    "UPDATE provider SET organization_id = id - (id - 1) % 10 WHERE id % 3 = 0",
    "INSERT INTO old_slug SELECT 'once-' || slug, id FROM provider WHERE id % 7 = 0",
    """
    INSERT INTO source SELECT max(id) + 1, 'list-2025', 'A list of 2025', 'public', 'State', '',
           '2025-01-31' FROM source
    """,
    """
    INSERT INTO record SELECT (SELECT max(id) FROM source), 'key-' || id, id, 'digest' || id, '',
           '{"name": "=1"}', '2025-02-01 12:00:00.000000',
           CASE WHEN id % 11 = 0 THEN '2026-01-31' END FROM provider
    """,
)
FILL = "INSERT INTO {table} ({columns}) SELECT {columns} FROM made.{table}"
SELECTED = "SELECT {columns} FROM {place}.{table}"
OTHERS = "SELECT count(*) FROM ({one} EXCEPT {other})"


def upgrade(listings: int, seed: int = 1) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        first, path = Path(folder) / "first.db", Path(folder) / "directory.db"
        _make_first(first, listings, seed)
        copyfile(first, path)
        database = Database(f"sqlite:///{path}")
        before = time.perf_counter()
        _go_up(database)
        up = time.perf_counter() - before
        faults = [*differences(first, path), *_unsearched(database, Path(folder), listings)]
        size = path.stat().st_size
        before = time.perf_counter()
        migrations.downgrade(database, FIRST)
        down = time.perf_counter() - before
        database.close()
        faults += [*differences(first, path, is_back=True), *_shape(first, path)]
        return Row(
            what="upgrade from the first migration, and back (listings)",
            count=listings,
            faults=tuple(faults),
            seen=f"up {up:.1f} s, down {down:.1f} s, {size / 1_000_000:.0f} MB",
            bound="the same tables, columns and rows",
        )


def _make_first(path: Path, listings: int, seed: int) -> None:
    """A database by the first migration, filled by plain SQL from a current one beside it."""
    beside = path.with_name("made.db")
    vocabulary = Vocabulary.load(DATA / "vocabulary")
    made = Database(f"sqlite:///{beside}")
    prepare_directory(made, vocabulary)
    load_demonstration(made, vocabulary, TODAY, count=listings, seed=seed)
    made.close()
    first = Database(f"sqlite:///{path}")
    migrations.upgrade(first, FIRST)
    first.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("ATTACH ? AS made", (str(beside),))
        with connection:
            for table in FILLED:
                columns = ", ".join(_columns(connection, table))
                connection.execute(FILL.format(table=table, columns=columns))
            for statement in (MARKS, *MORE):
                connection.execute(statement)
        # Everything into the file, which is copied.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    beside.unlink()


def _go_up(database: Database) -> None:
    """As `directory init` does."""
    prepare_directory(database, Vocabulary.load(DATA / "vocabulary"))


def differences(first: Path, then: Path, *, is_back: bool = False) -> Iterator[str]:
    """Rows of the first version, in the columns that it had, which are not there or are others."""
    with closing(sqlite3.connect(f"file:{then}?mode=ro", uri=True)) as connection:
        connection.execute("ATTACH ? AS first", (str(first),))
        # A later version adds marks of its own.
        for table in (*FILLED, "organization", "old_slug", "record", *(["mark"] * is_back)):
            columns = ", ".join(_columns(connection, table, "first"))
            sides = [
                SELECTED.format(columns=columns, place=place, table=table)
                for place in ("first", "main")
            ]
            for one, other in (sides, reversed(sides)):
                query = OTHERS.format(one=one, other=other)
                (count,) = connection.execute(query).fetchone()
                if count:
                    yield f"{table}: {count:,} rows are others ({query})"
        yield from map(str, connection.execute("PRAGMA foreign_key_check"))
        yield from (line for (line,) in connection.execute("PRAGMA quick_check") if line != "ok")


def _unsearched(database: Database, folder: Path, listings: int) -> Iterator[str]:
    """Whether the listings are found in an index made from what came up."""
    if migrations.pending(database):
        yield "migrations are still pending"
    engine = EmbeddedEngine.open(folder / "index", Vocabulary.load(DATA / "vocabulary"))
    with database.reading() as session:
        found = rebuild_index(session, engine)
    if found != listings:
        yield f"of {listings:,} listings {found:,} are found"


def _shape(first: Path, then: Path) -> Iterator[str]:
    """Tables, columns, keys and indexes that are others than before."""
    was, became = (set(_parts(path)) for path in (first, then))
    yield from (f"lost: {part}" for part in sorted(was - became))
    yield from (f"left over: {part}" for part in sorted(became - was))


def _parts(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')"
        for (table,) in connection.execute(names).fetchall():
            yield table
            for about in ("table_info", "foreign_key_list", "index_list"):
                for part in connection.execute(f"PRAGMA {about}({table})"):
                    # Tables and keys are counted anew when a table is written anew.
                    yield f"{table} {about} {part[1:] if about == 'table_info' else part[2:5]}"


def _columns(connection: sqlite3.Connection, table: str, place: str = "main") -> list[str]:
    return [f'"{row[1]}"' for row in connection.execute(f"PRAGMA {place}.table_info({table})")]
