"""The production server: gunicorn with threads, and one worker that keeps the index current.

It answers nobody: whoever writes an index would keep its readers waiting in the same process.
"""

import gc
import os
import socket
import threading
from pathlib import Path
from typing import Any

import click
from flask import Blueprint, Flask, current_app
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from directory import context
from directory.cli import announcing, following, journal, open_files, served
from directory.cli.incoming import LONGEST_ADDRESS
from directory.context import Held
from directory.services import keep_reserve
from directory.services.follow_changes import keep_up
from directory.services.pack_files import pack_files
from directory.services.rebuild_index import rebuild_index
from directory.storage import migrations
from directory.storage.database import sqlite_warning

bp = Blueprint("serving", __name__, cli_group=None)

FILES = "directory.files"  # the extension that serves what is in `static`
MEASURES = "directory.measures"  # the one that counts
MEASURING = "directory.measuring"  # and what it is told by
KEEPERS = 1  # workers that do what is not for one request, beside those that answer
SECONDS_TO_STOP = 25  # for requests that are being answered
SECONDS_TO_END = 10  # for each thread that works beside them
# Gunicorn would answer a long search with a bare line before the app could help.
message.MAX_REQUEST_LINE = LONGEST_ADDRESS


@bp.cli.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--workers",
    default=lambda: 2 * len(os.sched_getaffinity(0)),
    show_default="two for each processor core",
    type=click.IntRange(1, 64),
)
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the site until stopped (Ctrl+C, or SIGTERM for a graceful stop)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    held = context.held()
    _begin(held)
    if migrations.pending(held.database):
        raise click.ClickException("The database is not up to date. Run `directory init` first.")
    if warning := sqlite_warning():
        click.echo(f"Warning: {warning}", err=True)
    _check_free(host, port)
    journal.begin(in_json=held.settings.log == "json")
    if held.settings.log == "json":
        app.extensions[MEASURING].tell = journal.tell
    _warm(app, held)
    if held.engine.needs_rebuild:  # before anyone searches a directory that seems empty
        with held.database.newest() as session:
            rebuild_index(session, held.engine)
    click.echo(f"Serving on http://{host}:{port} (Ctrl+C stops it).", err=True)
    Server(app, bind=f"{host}:{port}", workers=workers + KEEPERS, threads=threads).run()


def _begin(held: Held) -> None:
    """Mark it as served. On a full disk people can still search, and who runs it is told."""
    if keep_reserve.use(held.settings.instance):
        click.echo("Warning: the disk is full. Nobody can write until there is room.", err=True)
    keep_reserve.hold(held.settings.instance)
    click.get_current_context().with_resource(served.marked(held))


def _warm(app: Flask, held: Held) -> None:
    if held.settings.read_database_urls:  # none may be older than the index that lies here
        keep_up(held.database)
    context.warm()
    _read_templates(app)
    packed = pack_files(Path(app.static_folder or ""), held.settings.instance / "static")
    app.extensions[FILES].add_files(str(packed), prefix="static/")


def _read_templates(app: Flask) -> None:
    """Before the workers are forked: else each of them does it, while its first visitors wait."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _check_free(host: str, port: int) -> None:
    """Say in one sentence what gunicorn would say in ten lines."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({error.strerror}). Choose another with --port."
        ) from error


class Server(BaseApplication):
    """Forks its workers from this process, so that they share what was warmed before."""

    def __init__(self, app: Flask, **options: object) -> None:
        self._app = app
        self._options = options
        self._measures = app.extensions[MEASURES]
        self._threads: list[threading.Thread] = []
        super().__init__()

    def load_config(self) -> None:
        fixed = {
            "worker_class": "directory.cli.gathering.GatheringWorker",
            "worker_connections": open_files.most_connections(),
            "graceful_timeout": SECONDS_TO_STOP,
            "logger_class": journal.ServerLog,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "limit_request_line": LONGEST_ADDRESS,
            "pre_fork": self._count_one,
            "child_exit": self._count_off,
            "post_worker_init": self._begin_work,
            "worker_exit": self._end_work,
        }
        for name, value in (fixed | self._options).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        # Connections must not cross the fork; each worker opens its own.
        context.held(self._app).database.close()
        # What was warmed stays for good: looking through it for waste costs time in every worker,
        # and copies memory that they share.
        gc.collect()
        gc.freeze()
        return self._app

    def _begin_work(self, worker: Any) -> None:  # noqa: ANN401
        """Let the worker whose turn it is do in threads what is not for one request."""
        held = context.held(self._app)
        held.engine.refresh()  # it was forked from a process that knows the index of its start

        def keep() -> None:
            worker.withdraw()
            self._threads += announcing.start(held, worker.ending)

        self._threads = [following.start(held, worker.ending, keep)]

    def _end_work(self, _arbiter: object, worker: Any) -> None:  # noqa: ANN401
        """Wait until they come to the end of what they are at."""
        worker.ending.set()
        for thread in self._threads:
            thread.join(SECONDS_TO_END)

    def _count_one(self, _arbiter: object, _worker: object) -> None:
        self._measures.worker_began()

    def _count_off(self, _arbiter: object, _worker: object) -> None:
        self._measures.worker_ended()
