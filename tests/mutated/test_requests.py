from pathlib import Path
from shutil import copyfile

from tests.mutated import requests


def test_whatever_is_sent_is_answered_by_a_page_or_a_problem(
    prepared: Path, tmp_path: Path
) -> None:
    copyfile(prepared, tmp_path / "directory.db")

    row = requests.against(tmp_path, 200, seed=7, most_pages=25)

    assert row.faults == ()
