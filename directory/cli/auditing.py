"""The audit trail at the shell: taken along, and checked to be whole."""

import sys
from pathlib import Path

import click
from flask import Blueprint
from flask.cli import AppGroup

from directory import context
from directory.exchange import trail
from directory.storage import audit
from directory.storage.audit import Sought

bp = Blueprint("auditing", __name__, cli_group=None)
group = AppGroup("audit", help="Take along the trail of what people did, or check it.")
bp.cli.add_command(group)

WRITERS = {"csv": trail.as_csv, "jsonl": trail.as_json_lines}


@group.command("export")
@click.option("--format", "format_", default="jsonl", type=click.Choice(sorted(WRITERS)))
@click.option("--listing", default="", help="Of one listing, by its slug or a part of its name.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Else it is printed.")
def export(*, format_: str, listing: str, out: Path | None) -> None:
    """Write every act with its digest, the oldest first."""
    entries = audit.told(context.session(), Sought(subject=listing))
    lines = WRITERS[format_](entries)
    if out is None:
        sys.stdout.writelines(lines)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error


@group.command("verify")
def verify() -> None:
    """Follow the digests from the first act to the last; fail where one does not follow."""
    session = context.session()
    broken = audit.broken_at(session)
    if broken is not None:
        raise click.ClickException(
            f"The trail is broken: the act of {broken:%Y-%m-%d %H:%M:%S} UTC does not follow from "
            "the one before it, or acts after it are missing."
        )
    count = audit.count(session)
    click.echo(f"The trail is whole: each of {count:,} follows from the one before it.")
