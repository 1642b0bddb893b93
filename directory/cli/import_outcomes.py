"""Says in the shell what an import did."""

from pathlib import Path

import click

from directory.domain.changes import Change
from directory.services.import_report import Line, Outcome, Report

LINES_LISTED = 20  # the rest stands in the report
CODES_LISTED = 10
CHANGES_LISTED = 10


def show(path: Path, report: Report) -> None:
    click.echo(f"{report.source.name} ({path.name}): {report.row_count:,} rows")
    for outcome in Outcome:
        click.echo(f"  {outcome.value:<10}{report.counts[outcome]:>8,}")
    _show_skipped(report)
    _show_changes(report)
    _show_doubtful(report)
    _show_unclaimed(report)


def _show_skipped(report: Report) -> None:
    """Rows by their reasons: one that many rows share is said once."""
    skipped: dict[str, list[Line]] = {}
    for line in report.lines:
        if line.outcome is Outcome.SKIPPED:
            skipped.setdefault(line.note, []).append(line)
    for reason, lines in list(skipped.items())[:LINES_LISTED]:
        if len(lines) > 1:
            click.echo(f"  {len(lines):,} lines were skipped: {reason}.")
        else:
            click.echo(f"  Line {lines[0].line} was skipped: {reason}. {lines[0].name}".rstrip())
    if len(skipped) > LINES_LISTED:
        click.echo(f"  … and for {len(skipped) - LINES_LISTED:,} more reasons; --report has all.")


def _show_changes(report: Report) -> None:
    if report.renewed:
        click.echo(f"  {report.renewed:,} of the unchanged are said again, for a later day.")
    if changes := report.changes:
        often = ", ".join(
            f"{_short(change)} ({count:,})" for change, count in changes.most_common(CHANGES_LISTED)
        )
        click.echo(f"  What changed, most often: {often}")


def _short(change: Change) -> str:
    return change.sentence if change.is_fact else change.about


def _show_doubtful(report: Report) -> None:
    if report.doubtful:
        click.echo(f"  {report.doubtful:,} may be one place with another; an editor has to look.")


def _show_unclaimed(report: Report) -> None:
    codes = report.unclaimed
    if codes:
        often = ", ".join(f"{code} ({count:,})" for code, count in codes.most_common(CODES_LISTED))
        click.echo(f"  {len(codes)} codes have no filter yet and were kept, most often: {often}")
