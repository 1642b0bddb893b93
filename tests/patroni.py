"""Two PostgreSQL servers that Patroni keeps, with etcd to say which of them is the primary."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.torture import cluster

NAMES = ("a", "b")
WITH_US = ("setpriv", "--pdeathsig", "KILL")  # however the tests end; the guard ends the servers
SECONDS = 60
# A server that died is not waited for: the other takes over at once.
DECIDED = {
    "ttl": 20,
    "loop_wait": 1,
    "retry_timeout": 9,
    "master_start_timeout": 0,
    "synchronous_mode": True,
    "postgresql": {
        "use_pg_rewind": True,
        "parameters": {
            "synchronous_commit": "remote_apply",
            "hot_standby_feedback": "on",
            "wal_log_hints": "on",
            "max_connections": 120,
        },
    },
}


@dataclass
class Member:
    """A server, and the Patroni that starts, promotes and rewinds it."""

    name: str
    folder: Path  # of its data
    port: int
    rest: int
    settings: Path
    process: "subprocess.Popen[bytes] | None" = None

    def begin(self) -> None:
        with self.settings.with_suffix(".log").open("ab") as told:
            self.process = subprocess.Popen(
                [*WITH_US, str(shutil.which("patroni")), str(self.settings)],
                cwd=self.settings.parent,
                env={"PATH": "/usr/bin:/bin", "HOME": str(self.settings.parent), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                **postgres.somebody(),
            )

    def end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def asked(self, path: str = "patroni") -> dict[str, Any]:
        """What it says of its server or, at `cluster`, of all; nothing while it does not answer."""
        address = f"http://127.0.0.1:{self.rest}/{path}"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return dict(json.load(answer))
        except (OSError, ValueError):
            return {}

    @property
    def role(self) -> str:
        return str(self.asked().get("role", ""))


@dataclass
class PatroniCluster:
    members: tuple[Member, ...]
    killed: list[Member] = field(default_factory=list)

    @property
    def settings(self) -> Mapping[str, str]:
        """Of each node. Neither address says which server is the primary."""
        ports = sorted(each.port for each in self.members)
        return {
            "DIRECTORY_DATABASE_URL": cluster.address("read-write", *ports),
            "DIRECTORY_READ_DATABASE_URLS": cluster.address("prefer-standby", *ports),
            "DIRECTORY_SECRET_KEY": cluster.SECRET,
        }

    def wait_for_replica(self) -> None:
        """Patroni lets the primary wait for whichever it would promote."""
        until(lambda: {"leader", "sync_standby"} == self._roles(), "one leads, one follows")

    def kill_primary(self) -> None:
        """The server and its Patroni, as when their machine is gone."""
        self.wait_for_replica()  # it promotes nobody else
        primary = self.leader()
        primary.end()
        cluster.kill(primary.folder)
        self.killed.append(primary)

    def promote(self) -> None:
        """It does so by itself."""

    def replace(self) -> None:
        """Their machine comes back: Patroni makes a replica of what it finds there."""
        while self.killed:
            self.killed.pop().begin()

    def leader(self) -> Member:
        leading: list[Member] = []

        def found() -> bool:
            leading[:] = [each for each in self.members if each.role in ("master", "primary")]
            return bool(leading)

        until(found, "one leads")
        return leading[0]

    def _roles(self) -> set[str]:
        known = self.members[0].asked("cluster").get("members", [])
        return {each["role"] for each in known if each.get("state") in ("running", "streaming")}


@contextlib.contextmanager
def running(prepared: Path) -> Iterator[PatroniCluster]:
    """`prepared`: the SQLite database whose rows it begins with. Skips where one is missing."""
    programs = postgres.programs()
    if programs is None or not all(map(shutil.which, ("patroni", "etcd", "setpriv"))):
        pytest.skip("there is no Patroni, etcd, setpriv or PostgreSQL on this machine")
    with _guarded() as folder, _etcd(folder) as port:
        members = tuple(_member(name, folder, programs, port) for name in NAMES)
        try:
            for each in members:
                each.begin()
            made = PatroniCluster(members)
            made.wait_for_replica()
            leader = made.leader()
            url = f"postgresql://{postgres.USER}@127.0.0.1:{leader.port}"
            with psycopg.connect(f"{url}/postgres", autocommit=True) as own:
                own.execute(f"CREATE DATABASE {cluster.NAME}".encode())
            cluster.fill(f"{url}/{cluster.NAME}".replace("://", "+psycopg://", 1), prepared)
            yield made
        finally:
            for each in members:
                each.end()


def until(holds: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"not within {SECONDS} s: {what}"
        time.sleep(0.1)


@contextlib.contextmanager
def _guarded() -> Iterator[Path]:
    """A folder whose servers end with the tests, however those end."""
    folder = Path(tempfile.mkdtemp(prefix="directory-patroni-"))
    if who := postgres.somebody():
        os.chown(folder, who["user"], who["group"])
    guard = subprocess.Popen(
        [sys.executable, str(postgres.GUARD), str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield folder
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait()


@contextlib.contextmanager
def _etcd(folder: Path) -> Iterator[int]:
    port, peers = postgres.free_port(), postgres.free_port()
    own, others = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{peers}"
    process = subprocess.Popen(
        [
            *(*WITH_US, "etcd", "--data-dir", str(folder / "etcd-data"), "--log-level", "error"),
            *("--listen-client-urls", own, "--advertise-client-urls", own),
            *("--listen-peer-urls", others, "--initial-advertise-peer-urls", others),
            *("--initial-cluster", f"default={others}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **postgres.somebody(),
    )
    try:
        yield port
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _member(name: str, folder: Path, programs: Path, etcd: int) -> Member:
    member = Member(
        name=name,
        folder=folder / name,
        port=postgres.free_port(),
        rest=postgres.free_port(),
        settings=folder / f"{name}.yml",
    )
    who = {"username": postgres.USER}
    parameters = {"unix_socket_directories": str(folder), "fsync": "off", "shared_buffers": "64MB"}
    settings = {
        "scope": "directory",
        "name": name,
        "restapi": _at(member.rest),
        "etcd3": {"host": f"127.0.0.1:{etcd}"},
        "bootstrap": {
            "dcs": DECIDED,
            "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, {"auth": "trust"}],
        },
        "postgresql": {
            **_at(member.port),
            "data_dir": str(member.folder),
            "bin_dir": str(programs),
            "authentication": {"superuser": who, "replication": who, "rewind": who},
            "parameters": parameters,
            "pg_hba": [
                "local all all trust",
                "host all all 127.0.0.1/32 trust",
                "host replication all 127.0.0.1/32 trust",
            ],
        },
    }
    member.settings.write_text(json.dumps(settings))  # which is YAML, too
    return member


def _at(port: int) -> dict[str, str]:
    return {"listen": f"127.0.0.1:{port}", "connect_address": f"127.0.0.1:{port}"}
