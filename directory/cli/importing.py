"""Loads published lists of treatment facilities."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from flask import Blueprint

from config import DATA
from directory import context
from directory.context import Held
from directory.exchange import formats, series
from directory.exchange.records import Given, PublishedList
from directory.exchange.unreadable import UnreadableFileError
from directory.services.compare_records import OlderEditionError
from directory.services.import_listings import Advance, import_listings
from directory.services.import_report import Outcome, Report
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index

bp = Blueprint("importing", __name__, cli_group=None)

COLUMNS = ("file", "line", "outcome", "name", "slug", "note", "unclaimed_codes")
LINES_LISTED = 20  # the rest stands in the report
CODES_LISTED = 10
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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
    "report_file",
    type=click.File("w", "utf-8", lazy=False),
    help="Write what became of every row to this CSV file.",
)
@click.option(
    "--reported-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the list speaks for, where it is not known.",
)
def import_files(
    files: Sequence[Path],
    format_name: str,
    dry_run: bool,  # noqa: FBT001
    report_file: TextIO | None,
    reported_on: datetime | None,
) -> None:
    """Load or update listings from published files."""
    held = context.held()
    prepare_directory(held.database, held.vocabulary)
    given = Given(
        vocabulary=held.vocabulary,
        series=series.load(DATA / "sources.toml"),
        reported_on=reported_on.date() if reported_on else None,
    )
    reports = _import_all(held, [(path, format_name) for path in files], given, dry_run=dry_run)
    for path, report in zip(files, reports, strict=True):
        _print(path, report)
    if report_file:
        _write(report_file, files, reports)
    if dry_run:
        click.echo("Nothing was written (--dry-run).")
    elif any(report.changed_anything for report in reports):
        _index(held)


def _import_all(
    held: Held, files: Sequence[tuple[Path, str]], given: Given, *, dry_run: bool
) -> list[Report]:
    """Read all before any is written, so that a broken one stops the whole command."""
    lists = [_read(path, format_name, given) for path, format_name in files]
    return [_import(held, published, dry_run=dry_run) for published in lists]


def _read(path: Path, format_name: str, given: Given) -> PublishedList:
    try:
        return formats.read(path, format_name, given)
    except UnreadableFileError as error:
        raise click.ClickException(str(error)) from error


def _import(held: Held, published: PublishedList, *, dry_run: bool) -> Report:
    label = published.source.slug
    with held.database.writing() as session, _progress(label, len(published.records)) as advance:
        try:
            return import_listings(
                session, published, held.gazetteer, dry_run=dry_run, advance=advance
            )
        except OlderEditionError as error:
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


def _write(target: TextIO, files: Sequence[Path], reports: Sequence[Report]) -> None:
    rows = csv.writer(target)
    rows.writerow(COLUMNS)
    for source, report in zip(files, reports, strict=True):
        rows.writerows(_report_rows(source.name, report))


def _report_rows(name: str, report: Report) -> Iterator[list[str]]:
    for line in sorted(report.lines, key=lambda line: line.line or sys.maxsize):
        number = "" if line.line is None else str(line.line)
        cells = (line.outcome.value, line.name, line.slug, line.note, " ".join(line.unclaimed))
        yield [_harmless(name), number, *map(_harmless, cells)]


def _harmless(cell: str) -> str:
    """A spreadsheet program runs what begins like a formula; a quote makes it text."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
