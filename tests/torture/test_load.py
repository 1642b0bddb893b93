from pathlib import Path

from tests.torture import load


def test_many_search_while_editors_work_and_a_list_is_imported(
    tmp_path: Path, prepared: Path
) -> None:
    row = load.against(tmp_path, prepared, 40, (6, 8), pause=load.SHORT_PAUSE, listings=200)

    assert row.faults == ()
    assert row.count > 40
