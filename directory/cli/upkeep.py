"""Commands that bring a directory to life and keep it sound."""

import click
from flask import Blueprint

from directory import context
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("upkeep", __name__, cli_group=None)


@bp.cli.command("init")
def init() -> None:
    """Migrate the database, build the place table and the index. Safe to repeat."""
    held = context.held()
    prepare_directory(held.database, held.vocabulary)
    if held.engine.needs_rebuild:
        rebuild_index(context.session(), held.engine, held.settings.index)
    click.echo(f"The directory in {held.settings.instance} is ready.")


@bp.cli.command("reindex")
def reindex() -> None:
    """Build the search index again from the database."""
    held = context.held()
    count = rebuild_index(context.session(), held.engine, held.settings.index)
    click.echo(f"Indexed {count:,} sites.")
