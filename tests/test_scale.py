"""What docs/scale.md says, where it can be asked of the code."""

import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from benchmarks import capacity
from config import Settings

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"


def test_its_figures_are_those_of_the_model(capsys: pytest.CaptureFixture[str]) -> None:
    capacity.main()

    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(table) > len(capacity.SEARCH) * len(capacity.RATES)
    assert not [line for line in table if line not in PAGE.read_text()]


def test_its_addresses_name_all_servers_and_what_is_wanted_of_them(tmp_path: Path) -> None:
    lines = re.findall(r"^(DIRECTORY_\w+_URLS?)=(.+)$", PAGE.read_text(), re.MULTILINE)

    settings = Settings.from_env({"DIRECTORY_INSTANCE": str(tmp_path), **dict(lines)})

    for url in (settings.database_url, *settings.read_database_urls):
        _, arguments = create_engine(url).dialect.create_connect_args(make_url(url))
        assert arguments["host"] == "db1,db2"
        assert arguments["port"] == "5432,5432"
    assert "target_session_attrs=read-write" in settings.database_url
