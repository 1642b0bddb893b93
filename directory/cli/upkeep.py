"""Commands that bring a directory to life and keep it sound."""

import click
from flask import Blueprint, current_app

from directory import context
from directory.cli import served
from directory.context import Held
from directory.domain.moments import now
from directory.exchange.backups import SECRET
from directory.services import keep_reserve
from directory.services.draw_outlines import draw_outlines
from directory.services.examine_directory import Examination
from directory.services.examine_machine import Machine
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("upkeep", __name__, cli_group=None)

UNREPAIRED = "`directory doctor --repair` mends what can be mended."
REPAIRED = "What is left needs a person; each line says what to do."


@bp.cli.command("init")
def init() -> None:
    """Migrate the database, build the place table, the map and the index. Safe to repeat."""
    held = context.held()
    keep_reserve.use(held.settings.instance)
    served.look(held)  # a lost database is no new directory
    prepare_directory(held.database, held.vocabulary)
    draw_outlines(held.settings.outlines)
    if held.engine.needs_rebuild:
        rebuild_index(context.session(), held.engine)
    keep_reserve.hold(held.settings.instance)
    click.echo(f"The directory in {held.settings.instance} is ready.")


@bp.cli.command("reindex")
def reindex() -> None:
    """Build the search index again from the database."""
    held = context.held()
    count = rebuild_index(context.session(), held.engine)
    click.echo(f"Indexed {count:,} sites.")


@bp.cli.command("doctor")
@click.option("--repair", is_flag=True, help="Mend what can be mended, then look again.")
def doctor(*, repair: bool) -> None:
    """Check database, index, places and settings against each other."""
    examination = _examination(context.held())
    for done in examination.repair() if repair else ():
        click.echo(done)
    findings = list(examination.findings())
    for finding in findings:
        click.echo(f"{finding.about:<12}{finding.fault or finding.note or 'ok'}")
    if any(finding.fault for finding in findings):
        hint = REPAIRED if repair else UNREPAIRED
        raise click.ClickException(f"Something is wrong. {hint}")


def _examination(held: Held) -> Examination:
    own = held.settings
    secret_file = own.instance / SECRET
    return Examination(
        machine=Machine(
            instance=own.instance,
            index=own.index,
            database=held.database.file,
            secret=own.secret_key,
            secret_file=secret_file if secret_file.exists() else None,
            debug=current_app.debug,
            webhooks_to_loopback=own.webhooks_to_loopback,
        ),
        database=held.database,
        vocabulary=held.vocabulary,
        open_engine=lambda: held.engine,
        now=now(),
    )
