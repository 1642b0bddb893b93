"""Engines for PostgreSQL.

Whatever a session needs is said in its BEGIN and holds for that transaction alone, so that a pooler
(pgbouncer) may hand the connection to somebody else between two transactions. See decision 20.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session

from directory.storage import patience

WRITERS = 0x0D1EC7  # the advisory lock of whoever writes
UPKEEP = {"upkeep": True}  # execution options of what takes as long as it takes
SECONDS_TO_READ, SECONDS_TO_WRITE = 15, 60  # of a statement
POOL = {
    "pool_size": 8,  # more than the threads of a worker, and few enough for many workers
    "max_overflow": 24,
    "pool_timeout": 10,
    "pool_recycle": 900,
    "pool_pre_ping": True,
}
SECONDS_TO_COUNT = 0.25
COUNTING_POOL = {
    "pool_size": 2,
    "max_overflow": 0,
    "pool_timeout": SECONDS_TO_COUNT,
    "pool_recycle": 900,
}
# One round trip. The lock comes before the first look at a row, as SQLite's does at BEGIN.
WRITE = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    "SET LOCAL lock_timeout = '{lock}s'; SET LOCAL statement_timeout = '{statement}s';"
    # A node that hangs or is cut off in the middle of a write must not hold the lock for good.
    "SET LOCAL idle_in_transaction_session_timeout = '{statement}s';"
    f"SELECT pg_advisory_xact_lock({WRITERS}); SET LOCAL lock_timeout = '15s'"
)
READ = f"BEGIN READ ONLY; SET LOCAL statement_timeout = '{SECONDS_TO_READ}s'"
GONE_READ_ONLY = "25006"  # written to a server that is no longer the primary


def writer(url: str, seconds_to_wait: float) -> Engine:
    """Its transactions come one after another, whichever process begins them."""
    engine = _engine(url)
    waiting = WRITE.format(lock=seconds_to_wait, statement=SECONDS_TO_WRITE)
    keeping = WRITE.format(lock=0, statement=0)

    def begin(connection: Connection) -> None:
        unhurried = connection.get_execution_options().get("upkeep", False)
        _be_patient(connection, None if unhurried else SECONDS_TO_WRITE)
        connection.exec_driver_sql(keeping if unhurried else waiting)

    event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", _leave_former_primary)
    return engine


def reader(url: str) -> Engine:
    engine = _engine(url)
    event.listen(engine, "begin", _begin_reading)
    return engine


def counter(url: str) -> Engine:
    """Each statement is kept by itself. Whoever gets no connection, or no answer, goes on without.

    Its connections are few, and its own: one that is given up costs no reader his.
    """
    engine = _engine(url, COUNTING_POOL)
    event.listen(engine, "checkout", _be_impatient)
    return engine


def _engine(url: str, pool: Mapping[str, Any] = POOL) -> Engine:
    arguments = {
        "application_name": "directory",
        "connect_timeout": patience.SECONDS_TO_CONNECT,
        "prepare_threshold": None,  # a pooler may send the next statement to another connection
        **patience.NETWORK,
    }
    engine = create_engine(url, connect_args=arguments, use_native_hstore=False, **pool)
    event.listen(engine, "do_connect", patience.Door().open)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkin", _await_a_ping)
    return engine


def alone(engine: Engine) -> Any:  # noqa: ANN401
    """A driver's connection of one's own, which the pool neither lends to others nor ends."""
    pooled = engine.raw_connection()
    opened = pooled.driver_connection  # it is unknown once detached
    pooled.detach()
    return opened


def take_time(session: Session) -> None:
    """Let what this transaction reads take as long as it takes."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    _be_patient(session.connection(), None)


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.autocommit = True  # the events above say BEGIN, not the driver


def _await_a_ping(connection: Any, _record: object) -> None:  # noqa: ANN401
    if connection is not None:  # it was lost
        connection.patience = patience.SECONDS_FOR_A_PING


def _be_impatient(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401
    connection.patience = SECONDS_TO_COUNT


def _be_patient(connection: Connection, seconds: float | None) -> None:
    """`seconds`: that the server may work at a statement."""
    opened: Any = connection.connection.driver_connection
    opened.patience = None if seconds is None else seconds + patience.SECONDS_LONGER


def _begin_reading(connection: Connection) -> None:
    _be_patient(connection, SECONDS_TO_READ)
    connection.exec_driver_sql(READ)


def _leave_former_primary(told: ExceptionContext) -> None:
    """Let the pool look for the new one, where the address names several servers."""
    if getattr(told.original_exception, "sqlstate", None) == GONE_READ_ONLY:
        told.is_disconnect = True
