import errno
from pathlib import Path

from directory.cli import confessing


def test_a_full_disk_is_named_where_nothing_can_be_written_down(tmp_path: Path) -> None:
    told = confessing.confess(OSError(errno.ENOSPC, "No space left on device"), tmp_path)

    assert told == "Error: the disk is full. Make room on it, then run the command again."
    assert list(tmp_path.iterdir()) == []
