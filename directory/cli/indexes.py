"""The search index as a file, for another node."""

from pathlib import Path

import click
from flask import Blueprint

from directory import context
from directory.search import packing
from directory.search.text.errors import IndexBusyError, IndexDamagedError

bp = Blueprint("indexes", __name__, cli_group=None)

FILE = click.Path(dir_okay=False, path_type=Path)


@bp.cli.command("index")
@click.option("--to", "target", type=FILE, help="Write this node's search index to a file.")
@click.option("--from", "source", type=FILE, help="Take up the index that another node wrote.")
def index(target: Path | None, source: Path | None) -> None:
    """Let a new node of the same database begin with the index of another one."""
    settings = context.settings()
    if settings.search != "embedded":
        raise click.UsageError("With this DIRECTORY_SEARCH nodes keep no index.")
    if (target is None) == (source is None):
        raise click.UsageError("Say --to FILE on a node that serves, or --from FILE on a new one.")
    try:
        if target:
            click.echo(_told("Written", packing.pack(settings.index, target)))
        elif source:
            click.echo(_told("Taken up", packing.unpack(source, settings.index)))
    except (IndexBusyError, IndexDamagedError) as error:
        raise click.ClickException(str(error)) from error


def _told(done: str, read_up_to: int) -> str:
    return f"{done}: an index with all changes up to number {read_up_to:,}."
