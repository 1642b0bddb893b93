import shutil
import subprocess
from pathlib import Path

import pytest

from tests.torture import filling


@pytest.fixture
def mountable() -> None:
    """Where nothing may be mounted, as in some containers, no disk can be filled."""
    unshare = shutil.which("unshare")
    command = [str(unshare), *filling.UNSHARED[1:3], "true"]
    if unshare is None or subprocess.run(command, check=False).returncode:
        pytest.skip("no file system may be mounted here")


def test_who_writes_to_a_full_disk_is_told_and_readers_go_on(
    mountable: None, tmp_path: Path, prepared: Path
) -> None:
    row = filling.against(tmp_path, prepared, 0, workers=1)

    assert row.faults == ()
    assert "submission, review" in row.seen
