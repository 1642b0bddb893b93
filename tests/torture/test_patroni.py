"""Patroni promotes, and makes a replica of who was the primary; no node is told."""

from pathlib import Path

from tests import patroni
from tests.torture import checking, failover


def test_no_write_is_lost_when_the_primary_s_machine_is_gone_and_comes_back(
    tmp_path: Path, prepared: Path
) -> None:
    with patroni.running(prepared) as servers, failover.serving(servers, tmp_path, 60) as nodes:
        seen = failover.tried(servers, nodes, 1, much=60)

        assert seen.faults == ()
        assert list(checking.broken(nodes[0])) == []
