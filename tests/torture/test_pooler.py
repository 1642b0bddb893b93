"""The whole site behind a pgbouncer that keeps a connection for nobody after his transaction."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests import pooler
from tests.pooler import SERVER_CONNECTIONS, Pooler
from tests.postgres import wait_until
from tests.torture import checking, cluster, failover, stock
from tests.torture.searchers import searching

SEARCHERS, WORKERS = 10, 4


def test_people_search_and_write_over_fewer_connections_than_they_open(
    tmp_path: Path, prepared: Path
) -> None:
    with (
        cluster.running(prepared) as servers,
        pooler.before(servers) as pool,
        failover.node(tmp_path / "node", behind(pool)) as node,
    ):
        node.workers = WORKERS
        stock.furnish(node, 100)
        node.start()
        crowd = stock.crowd(node, 1, 20)
        with searching(node.port, SEARCHERS, (0.1, 0.3)) as met, crowd.at_work() as done:
            assert node.begin("import", str(stock.edition(tmp_path, 1))).wait(60) == 0
            opened = pool.clients()

        assert (met.faults, done.others) == ({}, [])
        assert pool.servers() <= 2 * SERVER_CONNECTIONS < opened
        around = replace(node, settings=servers.settings)  # asked of the servers themselves
        assert list(checking.lost(around, done)) == []
        there = checking.one(around, checking.PUBLISHED)
        wait_until(lambda: node.found() == there)
        assert list(checking.broken(around)) == []


def behind(pool: Pooler) -> Mapping[str, str]:
    """The settings of a node that knows no server but the pooler."""
    return {
        "DIRECTORY_DATABASE_URL": pool.url(),
        "DIRECTORY_READ_DATABASE_URLS": pool.url(f"{cluster.NAME}_read"),
        "DIRECTORY_SECRET_KEY": cluster.SECRET,
    }
