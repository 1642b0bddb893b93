"""A real pgbouncer before a primary and its replica, which hands each connection on after every
transaction."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.torture.cluster import NAME, Cluster

PROGRAMS = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
SERVER_CONNECTIONS = 12  # to each server, however many come; a duty keeps one of the primary's
SECONDS_TO_START = 10
SETTINGS = """
[databases]
{name} = host=127.0.0.1 port={primary}
{name}_read = host=127.0.0.1 port={replica} dbname={name}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
admin_users = {user}
pool_mode = transaction
default_pool_size = {most}
max_client_conn = 500
logfile = {folder}/log
pidfile = {folder}/pid
"""


@dataclass(frozen=True)
class Pooler:
    port: int

    def url(self, name: str = NAME) -> str:
        return f"postgresql+psycopg://{postgres.USER}@127.0.0.1:{self.port}/{name}"

    def servers(self) -> int:
        """How many connections it has to both servers."""
        with self._told("SHOW SERVERS") as rows:
            return len(rows)

    def clients(self) -> int:
        """How many have come to it, the asker left out."""
        with self._told("SHOW CLIENTS") as rows:
            return len(rows) - 1

    @contextlib.contextmanager
    def _told(self, statement: str) -> Iterator[list[Any]]:
        address = self.url("pgbouncer").replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as own:
            yield own.execute(statement.encode()).fetchall()

    def answers(self) -> bool:
        try:
            return self.clients() >= 0
        except psycopg.OperationalError:
            return False


@contextlib.contextmanager
def before(cluster: Cluster) -> Iterator[Pooler]:
    """Skips the test where no pgbouncer is on this machine; there is no wheel of it."""
    program = shutil.which("pgbouncer", path=PROGRAMS)
    if program is None:
        pytest.skip("no pgbouncer is on this machine")
    pooler = Pooler(postgres.free_port())
    with tempfile.TemporaryDirectory(prefix="directory-pooler-") as folder:
        settings = _settings(Path(folder), cluster, pooler)
        with _running(program, settings) as process:
            until = time.monotonic() + SECONDS_TO_START
            while not pooler.answers():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < until, "pgbouncer did not start"
                time.sleep(0.05)
            yield pooler


def _settings(folder: Path, cluster: Cluster, pooler: Pooler) -> Path:
    (folder / "users").write_text(f'"{postgres.USER}" ""\n')
    settings = folder / "settings"
    settings.write_text(
        SETTINGS.format(
            name=NAME,
            primary=cluster.primary.port,
            replica=cluster.replica.port,
            port=pooler.port,
            folder=folder,
            user=postgres.USER,
            most=SERVER_CONNECTIONS,
        )
    )
    return settings


@contextlib.contextmanager
def _running(program: str, settings: Path) -> "Iterator[subprocess.Popen[str]]":
    """As somebody without rights, since it refuses to be run by root."""
    who = postgres.somebody()
    if who:
        os.chown(settings.parent, who["user"], who["group"])
    process = subprocess.Popen(
        [program, str(settings)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **who,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()
