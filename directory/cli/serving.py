"""The production server: gunicorn with threads, and one worker that keeps the index current."""

import gc
import logging
import socket
import threading
from pathlib import Path
from typing import Any

import click
from flask import Blueprint, Flask, current_app
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from directory import context
from directory.cli import announcing, locking, served
from directory.context import Held
from directory.domain.moments import now
from directory.services.clear_away import clear_away
from directory.services.follow_changes import follow_changes, forget_old_changes
from directory.services.pack_files import pack_files
from directory.services.rebuild_index import rebuild_index
from directory.storage import migrations
from directory.storage.database import sqlite_warning

bp = Blueprint("serving", __name__, cli_group=None)
log = logging.getLogger(__name__)

FILES = "directory.files"  # the extension that serves what is in `static`
SECONDS_BETWEEN_LOOKS = 0.25
LOOKS_BETWEEN_CLEARINGS = 4 * 3600
# Gunicorn would answer a long search with a bare line before the app could help.
LONGEST_ADDRESS = 65_536  # bytes
message.MAX_REQUEST_LINE = LONGEST_ADDRESS


@bp.cli.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the site until stopped (Ctrl+C, or SIGTERM for a graceful stop)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    held = context.held()
    click.get_current_context().with_resource(served.marked(held))
    if migrations.pending(held.database):
        raise click.ClickException("The database is not up to date. Run `directory init` first.")
    if warning := sqlite_warning():
        click.echo(f"Warning: {warning}", err=True)
    _check_free(host, port)
    context.warm()
    packed = pack_files(Path(app.static_folder or ""), held.settings.instance / "static")
    app.extensions[FILES].add_files(str(packed), prefix="static/")
    if held.engine.needs_rebuild:  # before anyone searches a directory that seems empty
        rebuild_index(context.session(), held.engine, held.settings.index)
    click.echo(f"Serving on http://{host}:{port} (Ctrl+C stops it).", err=True)
    Server(app, bind=f"{host}:{port}", workers=workers, threads=threads).run()


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
        super().__init__()

    def load_config(self) -> None:
        fixed = {
            "worker_class": "gthread",
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "limit_request_line": LONGEST_ADDRESS,
            "post_worker_init": self._start_following,
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

    def _start_following(self, _worker: Any) -> None:  # noqa: ANN401
        held = context.held(self._app)
        threading.Thread(target=_follow, args=(held,), name="index", daemon=True).start()
        announcing.start(held)


def _follow(held: Held) -> None:
    """Take up changes for ever. One worker writes the index; the lock passes on when it dies."""
    pause = threading.Event()
    looks = 0
    with (held.settings.index / "writer.lock").open("w") as lock:
        while not pause.wait(SECONDS_BETWEEN_LOOKS):
            looks += 1
            try:
                _look(held, lock.fileno(), clear=looks % LOOKS_BETWEEN_CLEARINGS == 0)
            except Exception:
                log.exception("The index could not take up a change; it will be tried again.")


def _look(held: Held, lock: int, *, clear: bool) -> None:
    if locking.has(lock):
        follow_changes(held.database, held.engine, held.settings.index)
        if clear:
            forget_old_changes(held.database)
            clear_away(held.database, held.settings.documents, now())
    held.engine.refresh()
