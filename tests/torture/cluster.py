"""A primary and the replica that it waits for, at two addresses that stay when servers change."""

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.storage import contents, filling, migrations
from directory.storage.database import Database
from tests import postgres
from tests.postgres import Server, Servers, wait_until

NAME = "directory"
SYNCHRONOUS = ("synchronous_standby_names = '*'", "synchronous_commit = 'remote_apply'")
IS_FOLLOWED = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
SECRET = "a secret that all nodes of the cluster share"


@dataclass
class Cluster:
    servers: Servers
    primary: Server
    replica: Server

    @property
    def settings(self) -> Mapping[str, str]:
        """Of each node. Neither address says which server is the primary."""
        ports = sorted((self.primary.port, self.replica.port))
        return {
            "DIRECTORY_DATABASE_URL": address("read-write", *ports),
            "DIRECTORY_READ_DATABASE_URLS": address("prefer-standby", *ports),
            "DIRECTORY_SECRET_KEY": SECRET,
        }

    def wait_for_replica(self) -> None:
        """From now on a write is acknowledged when both have it."""
        for setting in SYNCHRONOUS:
            self.primary.told(f"ALTER SYSTEM SET {setting}")
        self.primary.told("SELECT pg_reload_conf()")
        self.replica.told("ALTER SYSTEM SET hot_standby_feedback = on")
        self.replica.told("SELECT pg_reload_conf()")
        wait_until(lambda: self.primary.asked(IS_FOLLOWED))

    def kill_primary(self) -> None:
        kill(self.primary.folder)

    def promote(self) -> None:
        """Make the replica the primary, which waits for nobody."""
        self.replica.told("SELECT pg_promote()")
        self.primary, self.replica = self.replica, self.primary

    def replace(self) -> None:
        """A new replica at the address of the server that is gone."""
        shutil.rmtree(self.replica.folder)
        self.replica = self.servers.following(self.primary, self.replica.port)


def kill(folder: Path) -> None:
    """All processes of the server at once: what is left of one may still commit and answer."""
    main = int((folder / "postmaster.pid").read_text().splitlines()[0])
    os.kill(main, signal.SIGSTOP)
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    for process in (*map(int, children), main):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def address(wanted: str, *ports: int) -> str:
    """Of whichever of them is what is wanted."""
    places = "&".join(f"host=127.0.0.1:{port}" for port in ports)
    return f"postgresql+psycopg://{postgres.USER}@/{NAME}?{places}&target_session_attrs={wanted}"


@contextlib.contextmanager
def running(prepared: Path, settings: tuple[str, ...] = postgres.SETTINGS) -> Iterator[Cluster]:
    """`prepared`: the SQLite database whose rows it begins with."""
    servers = postgres.started(settings)
    try:
        servers.primary.told(f"CREATE DATABASE {NAME}")
        fill(servers.primary.url(NAME), prepared)
        cluster = Cluster(servers, servers.primary, servers.replica)
        cluster.wait_for_replica()
        yield cluster
    finally:
        servers.end()


def fill(url: str, prepared: Path) -> None:
    here, there = Database(f"sqlite:///{prepared}"), Database(url)
    migrations.upgrade(there)
    with here.connecting() as source, there.connecting() as target:
        filling.empty(target)
        for table in contents.TABLES:
            filling.fill(target, table, contents.batches(source, table))
        filling.finish(target)
        target.commit()
    here.close()
    there.close()
