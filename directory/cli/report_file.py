"""Writes what became of every row to a CSV file, once there is something to say."""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

import click

from directory.cli.import_each import Imported
from directory.domain import cells
from directory.services.import_report import Report

COLUMNS = ("file", "line", "outcome", "name", "slug", "note", "unclaimed_codes", "changes")


def check(path: Path) -> None:
    """Find out before the import whether the file can be written, and leave it as it is."""
    try:
        if _is_device(path):
            return
        if path.exists():
            path.open("a").close()
        draft = _draft(path)
        draft.touch()
        draft.unlink()
    except OSError as error:
        raise _refusal(path, error) from error


def write(path: Path, imported: Sequence[Imported]) -> None:
    """Write it beside the earlier report, then take that one's place."""
    target = path if _is_device(path) else _draft(path)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            _write(file, imported)
        if target is not path:
            target.replace(path.resolve())
    except OSError as error:
        raise _refusal(path, error) from error


def _is_device(path: Path) -> bool:
    """A terminal or a pipe cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _draft(path: Path) -> Path:
    whole = path.resolve()
    return whole.with_name(f"{whole.name}.part")


def _refusal(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"The report {path} cannot be written: {error.strerror}.")


def _write(target: TextIO, imported: Sequence[Imported]) -> None:
    rows = csv.writer(target)
    rows.writerow(COLUMNS)
    for each in imported:
        rows.writerows(_report_rows(each.path.name, each.report))


def _report_rows(name: str, report: Report) -> Iterator[list[str]]:
    for line in sorted(report.lines, key=lambda line: line.line or sys.maxsize):
        number = "" if line.line is None else str(line.line)
        changes = "; ".join(change.sentence for change in line.changes)
        told = (line.outcome.value, line.name, line.slug, line.note)
        said = (*told, " ".join(line.unclaimed), changes)
        yield [cells.harmless(name), number, *map(cells.harmless, said)]
