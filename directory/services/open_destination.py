"""Opens another database, to which a directory is moved or with which it is compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from directory.storage import contents, migrations, servers, soundness
from directory.storage.database import Database

KINDS = ("postgresql+psycopg", "sqlite")


class MoveError(Exception):
    """It cannot be moved or compared; the message is a sentence for the operator."""


@contextmanager
def open_destination(url: str, source: Database) -> Iterator[Database]:
    """Raises MoveError, also of what happens to it while it is open."""
    _check_address(url, source)
    database = Database(url)
    try:
        if database.file is None:
            _check_server(database)
        else:
            _close_to_others(database.file)
        yield database
    except DBAPIError as error:
        if soundness.is_damage(error):
            raise
        raise MoveError(f"It did not come to its end: {servers.said(error)}.") from error
    finally:
        database.close()


@contextmanager
def one_moment(database: Database) -> Iterator[Session]:
    """Of the database itself: what reads along may be behind."""
    primary = Database(database.url)
    try:
        with primary.snapshot() as session:
            yield session
    finally:
        primary.close()


def check_source(source: Database) -> None:
    """Raises MoveError."""
    with source.reading() as session:
        is_current = migrations.stands(session)
    if not is_current:
        raise MoveError("The tables here are not up to date. Run `directory init` first.")


def check_empty(there: Connection) -> None:
    """Raises MoveError."""
    names = contents.tables(there)
    if "alembic_version" in names and "provider" in names:
        raise MoveError(
            f"A directory of {contents.sites(there):,} sites is in that database already, and "
            "nothing is written over it. `--verify-only` compares the two; to copy anew, drop "
            "that database and create it again."
        )
    if names:
        some = ", ".join(sorted(names)[:3])
        raise MoveError(
            f"That database is not empty ({some}). Create one of its own for the directory."
        )


def check_same_version(there: Session) -> None:
    """Raises MoveError."""
    if "alembic_version" not in contents.tables(there.connection()):
        raise MoveError("There is no directory in that database.")
    if not migrations.stands(there):
        raise MoveError(
            "The directory there is of another version: its tables are not those of this program. "
            "Compare before either is upgraded, or upgrade both."
        )


def _check_address(url: str, source: Database) -> None:
    try:
        named = make_url(url)
    except ArgumentError as error:
        raise MoveError(f"That is no address of a database. {_advice()}") from error
    if named.drivername not in KINDS or not named.database:
        raise MoveError(f"That is no address of a database that can be used. {_advice()}")
    if named == make_url(source.url):
        raise MoveError("The directory is in that database already.")


def _advice() -> str:
    return "Write postgresql+psycopg://user@host:5432/name."


def _close_to_others(file: Path) -> None:
    """Make it where it is missing, as one that only its owner reads: mail addresses are in it."""
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise MoveError(f"{file} cannot be written: {error.strerror}.") from error


def _check_server(database: Database) -> None:
    try:
        with database.reading() as session:
            server = servers.facts(session.connection())
    except DBAPIError as error:
        raise MoveError(f"That database cannot be reached: {servers.said(error)}.") from error
    if fault := servers.fault(server):
        raise MoveError(fault)
