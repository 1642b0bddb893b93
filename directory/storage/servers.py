"""What a PostgreSQL server says of itself, its copies and its extensions."""

import time
from dataclasses import dataclass
from shlex import quote
from urllib.parse import quote as percent_encoded

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

OLDEST = 13  # of those that their makers, or distributions, still mend
BY_CODE_POINT = ("C", "C.UTF-8", "C.utf8", "POSIX")  # as SQLite sorts; no new library changes it
CREATED = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
SECONDS_TO_CATCH_UP = 3.0
SECONDS_BETWEEN_LOOKS = 0.1
FACTS = """
    SELECT current_setting('server_version') AS version,
        current_setting('server_version_num')::int / 10000 AS major,
        current_setting('server_encoding') AS encoding,
        (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS sorting,
        pg_is_in_recovery() AS is_replica,
        current_setting('synchronous_standby_names') AS waits_for,
        current_setting('synchronous_commit') AS commits,
        current_setting('hot_standby_feedback') AS tells_what_is_read,
        (SELECT count(*) FROM pg_stat_replication) AS replicas
"""
BEHIND = "SELECT pg_wal_lsn_diff(CAST(:position AS pg_lsn), pg_last_wal_replay_lsn())"


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    version: str
    major: int
    encoding: str
    sorting: str  # the language by whose rules
    is_replica: bool
    waits_for: str  # which replicas a commit waits for; empty: for none
    commits: str  # how far those have to be: remote_apply, on, …
    tells_what_is_read: str  # on: a replica lets the primary know
    replicas: int  # that read along now

    @property
    def waits_to_apply(self) -> bool:
        return bool(self.waits_for) and self.commits == "remote_apply"


def facts(connection: Connection) -> Server:
    return Server(**connection.execute(text(FACTS)).one()._mapping)


def fault(server: Server) -> str:
    """Why a directory cannot be kept there, in a sentence; empty where it can."""
    if server.major < OLDEST:
        return f"PostgreSQL {server.version} is too old; {OLDEST} or newer is needed."
    if server.encoding != "UTF8" or server.sorting not in BY_CODE_POINT:
        kept = f"That database keeps text as {server.encoding}, sorted as in {server.sorting}."
        return f"{kept} Create it with {CREATED}."
    if server.is_replica:
        return "That server is a replica, which cannot be written. Name the primary."
    return ""


def position(connection: Connection) -> str:
    """How far the primary has written."""
    return str(connection.scalar(text("SELECT pg_current_wal_lsn()")))


def behind(connection: Connection, position: str) -> int:
    """How many bytes of what the primary had written a replica lacks after some seconds."""
    until = time.monotonic() + SECONDS_TO_CATCH_UP
    while True:
        missing = int(connection.scalar(text(BEHIND), {"position": position}) or 0)
        if missing <= 0 or time.monotonic() > until:
            return max(missing, 0)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def address(url: str) -> str:
    """As the tools of PostgreSQL take it in a shell, without the password."""
    known = make_url(url)
    query = {key: value for key, value in known.query.items() if key != "host"}
    plain = URL.create(
        "postgresql", username=known.username, database=known.database, query=query
    ).render_as_string()
    user, at, rest = plain.removeprefix("postgresql://").rpartition("@")
    return quote(f"postgresql://{user}{at}{_hosts(known)}{rest}")


def _hosts(url: URL) -> str:
    named = url.query.get("host", ())
    several = [named] if isinstance(named, str) else named
    if several:
        return ",".join(percent_encoded(each, safe=":") for each in several)
    host = f"[{url.host}]" if ":" in (url.host or "") else url.host or ""
    return f"{host}:{url.port}" if url.port else host


def said(error: DBAPIError) -> str:
    """What the server, or the way to it, answered: the first line, which holds no values."""
    lines = str(error.orig).strip().splitlines()
    return lines[0].strip() if lines else "no answer"
