"""Tells whether anything was written to the database, for far less than it costs to read it.

A look costs some microseconds: SQLite counts, in memory that all its connections share, what the
others commit. To open a session and ask a question costs a hundred times as much.
"""

import threading
from typing import Any

from directory.storage.database import BUSY_TIMEOUT_SECONDS, Database, sqlite


class Watch:
    """For one thread alone, whose own connection it keeps open."""

    def __init__(self, database: Database, *, listens: bool = False) -> None:
        """`listens`: to a server, so as to be told; it costs a connection of its own."""
        self._file = database.file
        self._connection: Any = None
        self._listener = database.listener() if listens and self._file is None else None

    def state(self) -> object:
        """Another value after each commit; of a database that does not tell, another each time."""
        if self._listener is not None:
            return self._listener.state()
        if self._file is None:
            return object()
        if self._connection is None:
            # What is missing is for others to say; to open it for writing would make it.
            address = f"{self._file.as_uri()}?mode=rw"
            self._connection = sqlite.connect(address, timeout=BUSY_TIMEOUT_SECONDS, uri=True)
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return version

    def wait(self, end: threading.Event, seconds: float) -> None:
        """Until the next look; no longer than to the end, or to when something was heard."""
        if self._listener is not None:
            self._listener.wait(end, seconds)
        else:
            end.wait(seconds)

    def close(self) -> None:
        if self._listener is not None:
            self._listener.close()
        if self._connection is not None:
            self._connection.close()
