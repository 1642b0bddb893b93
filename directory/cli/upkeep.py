"""Commands that bring a directory to life and keep it sound."""

from datetime import UTC, datetime

import click
from flask import Blueprint

from directory import context
from directory.services.draw_outlines import draw_outlines
from directory.services.examine_directory import Examination
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("upkeep", __name__, cli_group=None)


@bp.cli.command("init")
def init() -> None:
    """Migrate the database, build the place table, the map and the index. Safe to repeat."""
    held = context.held()
    prepare_directory(held.database, held.vocabulary)
    draw_outlines(held.settings.outlines)
    if held.engine.needs_rebuild:
        rebuild_index(context.session(), held.engine, held.settings.index)
    click.echo(f"The directory in {held.settings.instance} is ready.")


@bp.cli.command("reindex")
def reindex() -> None:
    """Build the search index again from the database."""
    held = context.held()
    count = rebuild_index(context.session(), held.engine, held.settings.index)
    click.echo(f"Indexed {count:,} sites.")


@bp.cli.command("doctor")
@click.option("--repair", is_flag=True, help="Mend what can be mended, then look again.")
def doctor(*, repair: bool) -> None:
    """Check database, index, places and settings against each other."""
    held = context.held()
    examination = Examination(
        database=held.database,
        vocabulary=held.vocabulary,
        open_engine=lambda: held.engine,
        folder=held.settings.index,
        today=datetime.now(UTC).date(),
    )
    if repair:
        examination.repair()
    findings = list(examination.findings())
    for finding in findings:
        click.echo(f"{finding.about:<12}{finding.fault or finding.note or 'ok'}")
    if any(finding.fault for finding in findings):
        hint = "" if repair else " `directory doctor --repair` mends what can be mended."
        raise click.ClickException(f"Something is wrong.{hint}")
