"""The way to another database, and a look whether two hold the same."""

import sys
import time
from contextlib import nullcontext
from operator import attrgetter

import click
from flask import Blueprint

from directory import context
from directory.context import Held
from directory.services.compare_directories import Comparison, compare_directories
from directory.services.move_directory import Moved, held_still, move_directory
from directory.services.open_destination import MoveError

bp = Blueprint("moving", __name__, cli_group=None)

SECONDS_BETWEEN_TELLINGS = 2.0
SHOWN_OF_A_DIGEST = 12
MANUAL = "docs/operations.md, “Move to PostgreSQL”"


@bp.cli.command("move-to")
@click.argument("url")
@click.option("--hold", is_flag=True, help="Let nobody write here until Enter is pressed.")
@click.option("--verify-only", is_flag=True, help="Copy nothing; compare the two.")
def move_to(url: str, *, hold: bool, verify_only: bool) -> None:
    """Copy the whole directory to the empty database at URL, and compare each value.

    Nothing is changed here. Give the password in ~/.pgpass or PGPASSWORD rather than in the URL.
    """
    held = context.held()
    try:
        if verify_only:
            _say(compare_directories(held.database, url, Progress()))
            return
        with held_still(held.database) if hold else nullcontext():
            _moved(held, move_directory(held.database, url, Progress()))
            if hold:
                _wait()
    except MoveError as error:
        raise click.ClickException(str(error)) from error


class Progress:
    """A line on standard error every other second."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def __call__(self, doing: str, table: str, rows: int) -> None:
        if time.monotonic() - self._told_at >= SECONDS_BETWEEN_TELLINGS:
            self._told_at = time.monotonic()
            click.echo(f"{doing} {table}: {rows:,} rows …", err=True)


def _moved(held: Held, moved: Moved) -> None:
    _say(moved.comparison)
    if moved.changes or moved.acts:
        click.echo(
            f"Meanwhile {moved.changes:,} changes of listings and {moved.acts:,} acts of people "
            "were written here, which are not there. Take this one as practice, and let nobody "
            "write next time: --hold, or stop the site before."
        )
    own = held.settings
    click.echo(
        "Next: set DIRECTORY_DATABASE_URL to that address, run `directory init`, and start the "
        f"site. Every node needs the same secret ({own.instance / 'secret-key'}, or "
        f"DIRECTORY_SECRET_KEY) and the same documents ({own.documents}). "
        f"Nothing was changed here. {MANUAL} has the rest."
    )


def _say(comparison: Comparison) -> None:
    for each in sorted(comparison.tables, key=attrgetter("table")):
        same = each.difference or f"the same  {each.there.digest[:SHOWN_OF_A_DIGEST]}"
        click.echo(f"{each.table:<18}{each.there.rows:>12,} rows  {same}")
    if comparison.trail_fault:
        click.echo(comparison.trail_fault)
    if not comparison.is_same:
        raise click.ClickException("The two are not the same.")
    click.echo(
        f"All {comparison.rows:,} rows are the same there, value by value, and the trail of "
        f"{comparison.acts:,} acts was followed from end to end."
    )


def _wait() -> None:
    click.echo(
        "Nobody can write here now; reading goes on. Restart the site with the new address, and "
        "then press Enter.",
        err=True,
    )
    sys.stdin.readline()
