"""Writes everything public to a file."""

from pathlib import Path

import click
from flask import Blueprint

from directory import context
from directory.services import export_directory
from directory.services.export_directory import Exporter
from directory.storage import holdings

bp = Blueprint("exporting", __name__, cli_group=None)

CSV = "csv"
FILES = {
    CSV: export_directory.WHOLE,
    "geojson": export_directory.MAP,
    "hsds": export_directory.HSDS,
}


@bp.cli.command("export")
@click.argument("format_name", metavar="[csv|geojson|hsds]", type=click.Choice(list(FILES)))
@click.option(
    "--out",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to. For csv, a name that ends with .zip gives a zip with a file for each table.",
)
def export(format_name: str, path: Path) -> None:
    """Write the whole directory to one file, or to a zip of tables.

    `directory import` reads the CSV again, into an empty directory or the one it came from.
    """
    held = context.held()
    exporter = Exporter(held.database, held.catalogue, held.settings.base_url)
    is_package = format_name == CSV and path.suffix.lower() == ".zip"
    try:
        exporter.write(export_directory.PACKAGE if is_package else FILES[format_name], path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    count = holdings.counts(context.session()).sites
    click.echo(f"Wrote {count:,} sites to {path}.", err=True)
