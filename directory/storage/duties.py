"""What one alone does at a time, however many nodes there are. It passes on when that one dies."""

import fcntl
from pathlib import Path
from typing import IO, Any, Protocol
from zlib import crc32

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from directory.storage import postgresql

DUTIES = 0x0D07  # the first of the two numbers of their advisory locks
# An open transaction holds it, so that a pooler keeps the connection for this one alone. It has
# seen no row, and keeps nobody from clearing old ones away.
TAKE = """
    BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = '5s';
    SELECT pg_try_advisory_xact_lock({duties}, {name})
"""


class Duty(Protocol):
    def is_mine(self) -> bool:
        """Take it up or keep it, if nobody else has it. Never waits for who has it."""
        ...

    def close(self) -> None:
        """Leave it to others."""
        ...


class FileDuty:
    """Among the processes of one machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def is_mine(self) -> bool:
        self._file = self._file or self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class ServerDuty:
    """Among all who use one PostgreSQL: whoever loses the connection has lost the duty."""

    def __init__(self, primary: Engine, name: str) -> None:
        self._primary = primary
        self._take = TAKE.format(duties=DUTIES, name=crc32(name.encode()) & 0x7FFFFFFF)
        self._connection: Any = None

    def is_mine(self) -> bool:
        if self._connection is not None and self._asked("SELECT true"):
            return True
        self.close()
        try:
            self._connection = postgresql.alone(self._primary)
        except SQLAlchemyError:
            return False
        if not self._asked(self._take):
            self.close()
            return False
        return True

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _asked(self, statement: str) -> bool:
        """What the last part of it answers; no where nobody answers."""
        try:
            cursor = self._connection.execute(statement)
            while cursor.nextset():
                pass
            (answer,) = cursor.fetchone()
        except psycopg.Error:
            return False
        return bool(answer)
