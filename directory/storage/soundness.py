"""Whether the database is sound in itself."""

import errno
from textwrap import shorten

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from directory.storage.database import Database, sqlite

FAULTS = (SQLAlchemyError, sqlite.Error, psycopg.Error)  # all that may come of a database
LONGEST = 200  # of what is told; where one page is damaged, hundreds may be
FULL = (errno.ENOSPC, errno.EDQUOT)
SIGNS = ("malformed", "not a database")  # as SQLite says it
# As PostgreSQL says it, in five letters of which the first two tell the class.
DAMAGED = ("XX001", "XX002")
DISK_FULL = "53100"
WAITED_FOR_A_LOCK = "55P03"
TOOK_TOO_LONG = "57014"  # or was stopped by whoever runs the server
OUT_OF_REACH = (
    "08",
    "57P",
    "53300",
    "25006",
    "28",
    "3D",
)  # lost, ending, full, no more the primary


def faults(session: Session) -> list[str]:
    """What SQLite finds wrong with its file and its references; nothing where it is another."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    damage = [row[0] for row in session.execute(text("PRAGMA quick_check(10)")) if row[0] != "ok"]
    orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        damage.append(f"{len(orphans):,} rows point to nothing, in {tables}")
    return damage


def damage(database: Database) -> str:
    """The same in a line, of a file that may be too damaged to be asked."""
    try:
        with database.reading() as session:
            return shorten("; ".join(faults(session)), LONGEST)
    except DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error.orig)


def is_damage(error: Exception) -> bool:
    """Whether it came up because the database's file cannot be read."""
    said = _said(error)
    return any(sign in said for sign in SIGNS) or _code(error) in DAMAGED


def is_full(error: BaseException | None) -> bool:
    """Whether it came up because there is no room left on the disk."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return "disk is full" in _said(error) or _code(error) == DISK_FULL


def is_held(error: BaseException | None) -> bool:
    """Whether it came up because another, an import perhaps, was writing all the time."""
    return "is locked" in _said(error) or _code(error) in (WAITED_FOR_A_LOCK, TOOK_TOO_LONG)


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether it came up because no server took the connection, or the one that did went away."""
    if isinstance(error, PoolTimeoutError):  # all connections of this process were taken
        return True
    code = _code(error)
    return code.startswith(OUT_OF_REACH) if code else _is_unanswered(error)


def _is_unanswered(error: BaseException | None) -> bool:
    """Whether what speaks to a server has nothing from it to tell, not even a code."""
    from_server = isinstance(error, DBAPIError) and hasattr(error.orig, "sqlstate")
    return from_server and isinstance(error, OperationalError)


def _code(error: BaseException | None) -> str:
    told = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    return told or ""


def _said(error: BaseException | None) -> str:
    return str(error.orig) if isinstance(error, DatabaseError) else ""
