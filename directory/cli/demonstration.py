"""Fictional listings, to show what the directory can do and to try things out."""

from datetime import UTC, datetime

import click
from flask import Blueprint

from directory import context
from directory.context import Held
from directory.exchange.demonstration.texts import DemonstrationError
from directory.services import load_demonstration
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("demonstration", __name__, cli_group=None)


@bp.cli.command("demo")
@click.option("--providers", default=600, show_default=True, type=click.IntRange(1, 5_000_000))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31))
@click.option("--when-empty", is_flag=True, help="Do nothing if there is any listing.")
@click.option("--remove", is_flag=True, help="Delete all demonstration listings.")
def demo(*, providers: int, seed: int, when_empty: bool, remove: bool) -> None:
    """Load fictional listings, plainly marked, in place of those loaded before."""
    held = context.held()
    if remove:
        count = load_demonstration.remove_demonstration(held.database)
        _index(held)
        click.echo(f"Removed {count:,} demonstration listings.")
    elif when_empty and load_demonstration.holds_listings(held.database):
        click.echo("The directory holds listings already; none were added.")
    else:
        click.echo(f"Loaded {_load(held, providers, seed):,} demonstration listings.")


def _load(held: Held, count: int, seed: int) -> int:
    today = datetime.now(UTC).date()
    try:
        loaded = load_demonstration.load_demonstration(
            held.database, held.vocabulary, today, count=count, seed=seed
        )
    except DemonstrationError as error:
        raise click.ClickException(str(error)) from error
    _index(held)
    return loaded


def _index(held: Held) -> None:
    with held.database.reading() as session:
        rebuild_index(session, held.engine)
