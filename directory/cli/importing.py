"""Loads published lists of treatment facilities."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import Blueprint

from config import DATA
from directory import context
from directory.cli import report_file
from directory.context import Held
from directory.exchange import formats, series
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from directory.services.compare_records import ManyGoneError, OlderEditionError
from directory.services.import_listings import Advance, Manner, import_listings
from directory.services.import_report import Outcome, Report
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("importing", __name__, cli_group=None)

LINES_LISTED = 20  # the rest stands in the report
CODES_LISTED = 10


@bp.cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([formats.AUTO, *formats.READERS]),
    default=formats.AUTO,
    show_default=True,
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
    **how: bool,
) -> None:
    """Load or update listings from published files."""
    day = _past(reported_on)
    if report_path:
        report_file.check(report_path)
    held = context.held()
    prepare_directory(held.database, held.vocabulary)
    given = Given(
        vocabulary=held.vocabulary,
        series=series.load(DATA / "sources.toml"),
        reported_on=day,
    )
    manner = Manner(**how)
    reports = _import_all(held, [(path, format_name) for path in files], given, manner)
    for path, report in zip(files, reports, strict=True):
        _print(path, report)
    if report_path:
        report_file.write(report_path, files, reports)
    if manner.dry_run:
        click.echo("Nothing was written (--dry-run).")
    elif any(report.changed_anything for report in reports):
        _index(held)


def _past(reported_on: datetime | None) -> date | None:
    day = reported_on.date() if reported_on else None
    if day and day > datetime.now(UTC).date():
        raise click.ClickException(f"--reported-on {day} lies in the future.")
    return day


def _import_all(
    held: Held, files: Sequence[tuple[Path, str]], given: Given, how: Manner
) -> list[Report]:
    """Read all before any is written, so that a broken one stops the whole command."""
    lists = [_read(path, format_name, given) for path, format_name in files]
    return [_import(held, published, how) for published in lists]


def _read(path: Path, format_name: str, given: Given) -> PublishedList:
    try:
        return formats.read(path, format_name, given)
    except UnreadableFileError as error:
        raise click.ClickException(str(error)) from error


def _import(held: Held, published: PublishedList, how: Manner) -> Report:
    label = published.source.slug
    with held.database.writing() as session, _progress(label, len(published.records)) as advance:
        try:
            return import_listings(session, published, held.gazetteer, how, advance)
        except (OlderEditionError, ManyGoneError) as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def _progress(label: str, length: int) -> Iterator[Advance]:
    """A bar on standard error where a person watches; nothing where a script does."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _index(held: Held) -> None:
    with held.database.reading() as session:
        count = rebuild_index(session, held.engine, held.settings.index)
    click.echo(f"The index holds {count:,} sites.")


def _print(path: Path, report: Report) -> None:
    click.echo(f"{report.source.name} ({path.name}): {report.row_count:,} rows")
    for outcome in Outcome:
        click.echo(f"  {outcome.value:<10}{report.counts[outcome]:>8,}")
    _print_skipped(report)
    _print_unclaimed(report)


def _print_skipped(report: Report) -> None:
    skipped = [line for line in report.lines if line.outcome is Outcome.SKIPPED]
    for line in skipped[:LINES_LISTED]:
        click.echo(f"  Line {line.line} was skipped: {line.note}. {line.name}".rstrip())
    if len(skipped) > LINES_LISTED:
        click.echo(f"  … and {len(skipped) - LINES_LISTED:,} more; --report lists them all.")


def _print_unclaimed(report: Report) -> None:
    codes = report.unclaimed
    if codes:
        often = ", ".join(f"{code} ({count:,})" for code, count in codes.most_common(CODES_LISTED))
        click.echo(f"  {len(codes)} codes have no filter yet and were kept, most often: {often}")
