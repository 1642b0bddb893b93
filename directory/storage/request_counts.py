"""How much each reader of the API has asked lately, counted by PostgreSQL for all nodes.

The table is not in the server's log: no replica and no archive has what it holds, a crash empties
it, and no commit waits for a disk.
"""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from directory.storage.database import Database

# In one statement, by the server's clock: EXCLUDED.busy_until is now and what would be put in.
# `backlog` is how full the bucket was before.
_FILL = text("""
    INSERT INTO request_count AS known (name, busy_until, backlog)
    VALUES (:name, extract(epoch FROM clock_timestamp())::float8 + :more, 0)
    ON CONFLICT (name) DO UPDATE SET
        backlog = least(greatest(known.busy_until + :more - EXCLUDED.busy_until, 0), :seconds),
        busy_until = CASE
            WHEN known.busy_until + :more + :more - EXCLUDED.busy_until < :seconds + :slack
            THEN greatest(known.busy_until + :more, EXCLUDED.busy_until)
            ELSE least(known.busy_until, EXCLUDED.busy_until - :more + :seconds) END
    RETURNING backlog
""")
_FORGET = text("""
    DELETE FROM request_count WHERE busy_until < extract(epoch FROM clock_timestamp())
    AND name IN (
        SELECT name FROM request_count
        WHERE busy_until < extract(epoch FROM clock_timestamp()) LIMIT 20000
    )
""")


class UncountedError(Exception):
    """The server did not count it, or nobody knows whether it did."""


@dataclass(slots=True)
class RequestCounts:
    database: Database
    name: str = "The database"
    seconds_left_out: float = 30.0  # to find out that it is gone takes 3 seconds

    def fill(self, name: str, seconds: float, each: float, cost: float) -> float:
        """Put `cost` times `each` seconds into a bucket that holds `seconds`, unless it is full.

        Returns how full it was before, in seconds. Raises UncountedError.
        """
        values = {"name": name, "seconds": seconds, "more": cost * each, "slack": each / 1000}
        try:
            with self.database.counting() as connection:
                return float(connection.execute(_FILL, values).scalar_one())
        except (DBAPIError, PoolTimeoutError) as error:
            raise UncountedError from error

    def forget_idle(self) -> None:
        """Delete some who have asked nothing for so long that nothing counts any more.

        Raises UncountedError.
        """
        try:
            with self.database.counting() as connection:
                connection.execute(_FORGET)
        except (DBAPIError, PoolTimeoutError) as error:
            raise UncountedError from error
