from pathlib import Path

from tests.torture import killing


def test_nothing_that_was_acknowledged_is_lost_by_a_kill(tmp_path: Path, prepared: Path) -> None:
    row = killing.against(tmp_path, prepared, 2, workers=1)

    assert row.faults == ()
