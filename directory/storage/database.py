"""Engines and transactions. Reading and writing are two pools, so that neither can be mistaken."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from directory.storage import committing, positions, postgresql
from directory.storage.duties import Duty, FileDuty, ServerDuty
from directory.storage.listening import Listener
from directory.storage.readers import Readers

try:
    # The SQLite of current distributions can corrupt a database when its log is reset
    # (fixed in 3.51.3); this package brings a newer one.
    import pysqlite3 as sqlite
except ImportError:
    import sqlite3 as sqlite

__all__ = ["FIRST_SAFE_SQLITE", "Database", "sqlite", "sqlite_warning"]

FIRST_SAFE_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_SECONDS = 15


class Database:
    """Where sessions come from: SQLite, or PostgreSQL with as many replicas as there are."""

    def __init__(self, url: str, read_urls: Sequence[str] = ()) -> None:
        self.url = url
        self.read_urls = tuple(read_urls)
        self._writer = _writer(url)
        self._floor = positions.Floor()
        self._counter = None if _is_sqlite(url) else postgresql.counter(url)
        if not _is_sqlite(url):
            committing.watch(self._writer, has_replicas=bool(read_urls))
        self._readers = Readers(_reader(url), [_reader(read_url) for read_url in read_urls])

    @property
    def file(self) -> Path | None:
        """Where SQLite keeps it; None of a database that is elsewhere."""
        url = make_url(self.url)
        named = _is_sqlite(self.url) and url.database not in (None, "", ":memory:")
        return Path(str(url.database)).absolute() if named else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees at least what this node's index holds and what its asker wrote."""
        with self._readers.session(self._needed) as session:
            yield session

    @contextmanager
    def newest(self) -> Iterator[Session]:
        """A reading session on the server that is written to."""
        floor = {positions.FLOOR: self._floor} if self.read_urls else None
        with Session(self._readers.primary, expire_on_commit=False, info=floor) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A reading session that sees one moment all along, however many statements it takes."""
        with self.reading() as session:
            if session.get_bind().dialect.name != "sqlite":  # which does so anyway
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
                postgresql.take_time(session)
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that takes the write lock at its first statement; the use case commits it."""
        with Session(self._writer, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A bare connection to the primary that cannot write and waits for nobody."""
        with self._readers.primary.connect() as connection:
            yield connection

    @contextmanager
    def counting(self) -> Iterator[Connection]:
        """A bare connection to PostgreSQL for what takes no turn among those who write."""
        if self._counter is None:
            raise RuntimeError("SQLite has but one who writes.")
        with self._counter.connect() as connection:
            yield connection

    @contextmanager
    def connecting(self) -> Iterator[Connection]:
        """A bare connection for migrations and upkeep, which wait and work as long as needed."""
        with self._writer.execution_options(**postgresql.UPKEEP).connect() as connection:
            yield connection

    def hold_readers(self, position: int, newest: int) -> None:
        """Let this node, all its processes, read from no replica that has not come so far.

        `newest`: where the primary is. One that took over may lack what was never confirmed.
        """
        self._floor.raise_to(position)
        self._floor.lower_to(newest)

    def duty(self, name: str) -> Duty:
        """What one alone does at a time, of all who use this database."""
        if self.file is None:
            return ServerDuty(self._readers.primary, name)
        return FileDuty(self.file.with_name(f"{name}.lock"))

    def listener(self) -> Listener:
        return Listener(self._readers.primary)

    def _needed(self) -> int:
        return max(positions.needed(), self._floor.position)

    def close(self) -> None:
        if self._counter is not None:
            self._counter.dispose()
        self._writer.dispose()
        self._readers.close()


def sqlite_warning() -> str | None:
    """One sentence when this machine's SQLite has the fault that can corrupt a busy database."""
    if sqlite.sqlite_version_info >= FIRST_SAFE_SQLITE:
        return None
    return (
        f"SQLite {sqlite.sqlite_version} can corrupt a database under concurrent writes; "
        "install pysqlite3 or use SQLite 3.51.3 or newer."
    )


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _writer(url: str) -> Engine:
    if not _is_sqlite(url):
        return postgresql.writer(url, BUSY_TIMEOUT_SECONDS)
    # Taking the lock at BEGIN, not at the first write: an upgrade from reading would lose updates.
    return _sqlite(url, _prepare_writer, _begin_immediate)


def _reader(url: str) -> Engine:
    return _sqlite(url, _prepare_reader, _begin) if _is_sqlite(url) else postgresql.reader(url)


def _sqlite(
    url: str, prepare: Callable[[Any, object], None], begin: Callable[[Connection], None]
) -> Engine:
    engine = create_engine(url, module=sqlite, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def _prepare_writer(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # SQLAlchemy's events say BEGIN, not the driver
    # FULL: an acknowledged write stays through a power cut too, for some milliseconds a commit.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, record: object) -> None:  # noqa: ANN401
    _prepare_writer(connection, record)
    for pragma in ("mmap_size=1073741824", "cache_size=-8192", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
