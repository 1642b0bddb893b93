from pathlib import Path

from directory.storage.database import Database
from tests.mutated import files


def test_a_mutated_file_is_refused_or_read_in_part(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()

    row = files.tried(database, folder, 110, seed=7)

    assert row.faults == ()
