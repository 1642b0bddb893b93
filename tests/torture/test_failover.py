from pathlib import Path

from tests.torture import cluster, failover, partition


def test_no_write_is_lost_with_the_primary_and_nobody_who_searches_notices(
    tmp_path: Path, prepared: Path
) -> None:
    with cluster.running(prepared) as servers, failover.serving(servers, tmp_path, 60) as nodes:
        after_a_kill = failover.tried(servers, nodes, 1, much=30)
        cut_off = partition.tried(servers, nodes[0], tmp_path, 1)

    assert after_a_kill.faults == ()
    assert cut_off.faults == ()
