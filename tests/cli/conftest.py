from pathlib import Path

import pytest

from tests.spreadsheets import write_directory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_directory(tmp_path / "facilities.xlsx")
