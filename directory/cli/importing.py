"""Loads published lists of treatment facilities."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click
from click.exceptions import Exit
from flask import Blueprint

from config import DATA
from directory import context
from directory.cli import catching_up, import_outcomes, report_file
from directory.cli.import_each import Imported, Refused, import_each
from directory.context import Held
from directory.domain.vocabulary import Vocabulary
from directory.exchange import formats, mapping, series, suggesting
from directory.exchange.mapping_section import MappingError
from directory.exchange.records import Given
from directory.exchange.unreadable import UnreadableFileError
from directory.services.import_listings import Manner
from directory.services.prepare_directory import prepare_directory
from directory.storage import doubts

bp = Blueprint("importing", __name__, cli_group=None)


@bp.cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([formats.AUTO, *formats.READERS]),
    default=formats.AUTO,
    show_default=True,
)
@click.option(
    "--mapping",
    "mapping_name",
    help="For any CSV file or workbook: what its columns mean, by a file or a name.",
)
@click.option(
    "--suggest-mapping",
    is_flag=True,
    is_eager=True,
    help="Draft such a mapping from the file, print it, and import nothing.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path),
    help="Write what became of every row to this CSV file.",
)
@click.option(
    "--reported-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the list speaks for, where it is not known.",
)
@click.option("--allow-gone", is_flag=True, help="Go on even if most sites of a list are gone.")
def import_files(
    files: Sequence[Path],
    format_name: str,
    report_path: Path | None,
    reported_on: datetime | None,
    mapping_name: str | None,
    **how: bool,
) -> None:
    """Load or update listings from published files."""
    held = context.held()
    if how.pop("suggest_mapping"):
        _suggest(files, held.vocabulary)
        return
    if report_path:
        report_file.check(report_path)
    given = _given(held.vocabulary, reported_on, mapping_name)
    prepare_directory(held.database, held.vocabulary)
    manner = Manner(**how)
    results = list(map(_told, import_each(held, files, format_name, given, manner)))
    imported = [result for result in results if isinstance(result, Imported)]
    if report_path and imported:
        report_file.write(report_path, imported)
    _finish(held, manner, imported)
    if len(imported) < len(results):
        raise Exit(1)


def _finish(held: Held, manner: Manner, imported: Sequence[Imported]) -> None:
    if manner.dry_run:
        click.echo("Nothing was written (--dry-run).")
    elif any(each.report.changed_anything for each in imported):
        _index(held)


def _suggest(files: Sequence[Path], vocabulary: Vocabulary) -> None:
    for path in files:
        try:
            click.echo(suggesting.mapping_for(path, vocabulary))
        except UnreadableFileError as error:
            raise click.ClickException(str(error)) from error


def _given(vocabulary: Vocabulary, reported_on: datetime | None, mapping_name: str | None) -> Given:
    try:
        named = mapping.load(mapping.find(mapping_name), vocabulary) if mapping_name else None
    except MappingError as error:
        raise click.ClickException(str(error)) from error
    return Given(
        vocabulary=vocabulary,
        series=series.load(DATA / "sources.toml"),
        reported_on=_past(reported_on),
        mapping=named,
        today=datetime.now(UTC).date(),
    )


def _past(reported_on: datetime | None) -> date | None:
    day = reported_on.date() if reported_on else None
    if day and day > datetime.now(UTC).date():
        raise click.ClickException(f"--reported-on {day} lies in the future.")
    return day


def _told(result: Imported | Refused) -> Imported | Refused:
    """Say at once what became of a file, while the next one is read."""
    if isinstance(result, Imported):
        import_outcomes.show(result.path, result.report)
    else:
        click.echo(f"Error: {result.reason}", err=True)
    return result


def _index(held: Held) -> None:
    count = catching_up.catch_up(held)
    with held.database.reading() as session:
        waiting = doubts.count(session)
    if count is None:
        click.echo("The site that is served is still taking the changes into its index.")
    else:
        click.echo(f"The index holds {count:,} sites.")
    if waiting:
        click.echo(f"Pairs of listings that may be one place, for an editor: {waiting:,}.")
