"""Keys for programs that read often."""

from datetime import datetime

import click
from flask import Blueprint
from flask.cli import AppGroup

from directory import context
from directory.services import keep_keys
from directory.storage import keys

bp = Blueprint("keys", __name__, cli_group=None)
group = AppGroup("key", help="Give, list and revoke keys of programs that read often.")
bp.cli.add_command(group)


@group.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Give a key to NAME, and show it this once."""
    with context.writing() as session:
        try:
            key = keep_keys.give(session, name)
        except keep_keys.KeyNameError as error:
            raise click.ClickException(str(error)) from error
    click.echo(key)
    click.echo("Only its fingerprint was kept: it cannot be shown again.", err=True)


@group.command("list")
def show() -> None:
    """List who has a key."""
    for key in keys.every(context.session()):
        click.echo(f"{key.name}\tmade {_day(key.made_at)}{_end(key.revoked_at)}")


@group.command("revoke")
@click.argument("name")
def revoke(name: str) -> None:
    """Make the key of NAME useless from now on."""
    with context.writing() as session:
        try:
            keep_keys.revoke(session, name)
        except keep_keys.KeyNameError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The key of {name} is revoked.")


def _end(revoked_at: datetime | None) -> str:
    return f"\trevoked {_day(revoked_at)}" if revoked_at else ""


def _day(at: datetime) -> str:
    return at.date().isoformat()
