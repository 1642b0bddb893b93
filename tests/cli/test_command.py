"""The command as an operator runs it: in a process of its own, where it is its end that counts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from directory.app import main
from directory.called import GIVING_WAY

Ended = Callable[..., object]
DIRECTORY = Path(sys.executable).with_name("directory")


def run(tmp_path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DIRECTORY, *args],
        env={"DIRECTORY_INSTANCE": str(tmp_path), **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_bad_setting_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, "init", DIRECTORY_DATABASE_URL="mysql://somewhere")

    assert result.returncode == 1
    assert result.stderr.startswith("Error: DIRECTORY_DATABASE_URL must begin with")
    assert len(result.stderr.splitlines()) == 1


def test_serving_an_unprepared_directory_says_what_to_run(tmp_path: Path) -> None:
    result = run(tmp_path, "serve", "--port", "0")

    assert result.returncode == 1
    assert "directory init" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unforeseen_fault_is_one_sentence_and_a_file(tmp_path: Path) -> None:
    result = run(tmp_path, "reindex")  # of a database without tables

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "errors.log" in result.stderr
    assert "OperationalError" in (tmp_path / "errors.log").read_text()


def test_a_file_that_is_no_database_is_named_damaged(tmp_path: Path) -> None:
    (tmp_path / "directory.db").write_text("This is no database, however one looks at it.")

    result = run(tmp_path, "init")

    assert result.returncode == 1
    assert result.stderr.startswith("Error: the database is damaged. Run `directory restore FILE`")
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ended:
    """The same in this process: with which code it ends."""
    monkeypatch.setenv("DIRECTORY_INSTANCE", str(tmp_path))
    monkeypatch.setenv("FLASK_RUN_FROM_CLI", "true")  # Flask sets it for good

    def ended_(*args: str) -> object:
        monkeypatch.setattr(sys, "argv", ["directory", *args])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code

    return ended_


@pytest.mark.parametrize("args", [["nothing"], ["serve", "--port", "abc"], ["import"]])
def test_wrong_usage_exits_with_two(ended: Ended, args: list[str]) -> None:
    assert ended(*args) == 2


def test_init_is_safe_to_repeat(
    tmp_path: Path, prepared: Path, ended: Ended, capfd: pytest.CaptureFixture[str]
) -> None:
    copyfile(prepared, tmp_path / "directory.db")

    first = ended("init")
    capfd.readouterr()
    second = ended("init")

    assert first == second == 0
    assert capfd.readouterr() == (f"The directory in {tmp_path} is ready.\n", "")


def test_help_lists_the_commands(tmp_path: Path) -> None:
    result = run(tmp_path, "--help")

    for command in ("init", "import", "demo", "serve", "reindex"):
        assert f"  {command} " in result.stdout


def test_a_command_that_a_timer_begins_stands_back_behind_the_site_that_is_served(
    tmp_path: Path,
) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    with subprocess.Popen(
        [DIRECTORY, "init"],
        env={"DIRECTORY_INSTANCE": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        session = Path(f"/proc/{process.pid}/autogroup")
        until = time.monotonic() + 30
        while os.getpriority(os.PRIO_PROCESS, process.pid) < min(own + GIVING_WAY, 19):
            assert time.monotonic() < until, "it should stand back as soon as it begins"
        # Where the kernel shares its time among sessions: not within a container's own share.
        while session.exists() and (told := session.read_text().strip()):
            if told.endswith(f"nice {GIVING_WAY}"):
                break
            assert time.monotonic() < until, told
        process.kill()
