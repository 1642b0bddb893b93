"""Commits on PostgreSQL: who was not answered is told so, and who was may read what was written."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from directory.storage import positions
from directory.storage.passing import UnansweredError

WARNED = "warned"
UNNEEDED = "25P01"  # no transaction stood open


def watch(engine: Engine, *, has_replicas: bool) -> None:
    def commit(connection: Connection) -> None:
        """The driver finds nothing more to commit after this."""
        _commit(connection)
        positions.wrote(_position(connection) if has_replicas else 0)

    event.listen(engine, "connect", _hear_warnings)
    event.listen(engine, "commit", commit)


def _commit(connection: Connection) -> None:
    connection.info[WARNED] = False
    try:
        connection.exec_driver_sql("COMMIT")
    except DBAPIError as error:
        if error.connection_invalidated:
            raise UnansweredError from error
        raise
    # It is written there, but the replica that was to confirm it did not in time.
    if connection.info[WARNED]:
        raise UnansweredError


def _position(connection: Connection) -> int:
    try:
        return int(connection.exec_driver_sql(positions.NOW).scalar() or 0)
    except DBAPIError as error:
        if error.connection_invalidated:  # the rest of the commit would find none
            raise UnansweredError from error
        return 0  # what was written is kept; one who reads it at once may see it a little later


def _hear_warnings(connection: Any, record: Any) -> None:  # noqa: ANN401
    def hear(notice: Any) -> None:  # noqa: ANN401
        if notice.severity_nonlocalized == "WARNING" and notice.sqlstate != UNNEEDED:
            record.info[WARNED] = True

    connection.add_notice_handler(hear)
