"""How the site was stopped, and what the next start makes of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import click
import pytest
from flask import Flask

from config import Settings
from directory import context
from directory.cli import served
from tests import serving
from tests.storage.damaging import damage

PATIENCE = 60  # seconds
COMMAND = [sys.executable, "-c", "from directory.app import main; main()", "serve", "--workers=1"]


def said(settings: Settings) -> str:
    return (settings.instance / "served").read_text()


@contextmanager
def process(settings: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    """The server in a group of its own, which dies whole."""
    port = serving.free_port()
    running = subprocess.Popen(
        [*COMMAND, f"--port={port}"],
        env={"DIRECTORY_INSTANCE": str(settings.instance)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    serving.wait_for(port, running)
    with urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=PATIENCE):
        yield running  # once a worker answers: before, it may miss that it shall stop
    running.wait(timeout=PATIENCE)


def test_an_orderly_stop_is_told_from_a_kill(settings: Settings) -> None:
    with process(settings) as running:
        assert said(settings) == "running"
        running.terminate()

    assert said(settings) == ""

    with process(settings) as running:
        os.killpg(running.pid, signal.SIGKILL)

    assert said(settings) == "running"


def test_a_sound_database_is_served_again_after_a_kill(app: Flask, settings: Settings) -> None:
    (settings.instance / "served").write_text("running")

    with served.marked(context.held()):
        assert said(settings) == "running"

    assert said(settings) == ""


def test_a_damaged_database_is_not_served_after_a_kill(settings: Settings) -> None:
    (settings.instance / "served").write_text("running")
    damage(settings.instance / "directory.db")

    refused = subprocess.run(
        COMMAND,
        env={"DIRECTORY_INSTANCE": str(settings.instance)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: The database is damaged: ")
    assert "Run `directory restore FILE` with the last backup" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert said(settings) == "running"


def test_a_missing_database_is_not_made_anew_after_a_kill(app: Flask, settings: Settings) -> None:
    (settings.instance / "served").write_text("running")
    context.held().database.close()
    file = settings.instance / "directory.db"
    file.unlink()

    with (
        pytest.raises(click.ClickException, match="is missing"),
        served.marked(context.held()),
    ):
        pass

    assert not file.exists()


def test_a_lost_database_is_not_taken_for_a_new_directory(app: Flask, settings: Settings) -> None:
    (settings.instance / "served").write_text("running")
    context.held().database.close()
    (settings.instance / "directory.db").unlink()

    result = app.test_cli_runner().invoke(args=["init"])

    assert result.exit_code == 1
    assert "is missing. Run `directory restore FILE`" in result.stderr


def test_a_restore_that_was_killed_must_be_done_again(app: Flask, settings: Settings) -> None:
    (settings.instance / "served").write_text("restoring")

    with (
        pytest.raises(click.ClickException, match="did not come to its end"),
        served.marked(context.held()),
    ):
        pass


def test_two_servers_of_one_directory_do_not_suspect_each_other(
    app: Flask, settings: Settings
) -> None:
    with served.marked(context.held()):
        with served.marked(context.held()):
            pass
        assert said(settings) == "running"

    assert said(settings) == ""


def test_nobody_serves_while_a_backup_is_restored(app: Flask, settings: Settings) -> None:
    with (
        served.stopped(settings.instance),
        pytest.raises(click.ClickException, match="being restored"),
        served.marked(context.held()),
    ):
        pass
