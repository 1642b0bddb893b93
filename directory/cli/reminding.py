"""Reminders that the operator lets a clock send."""

import contextlib

import click
from flask import Blueprint

from directory import context
from directory.domain import moments
from directory.exchange.confirm_links import ConfirmLinks
from directory.services.remind_providers import Reminders

bp = Blueprint("reminding", __name__, cli_group=None)


@bp.cli.command("remind")
def remind() -> None:
    """Ask those who keep a listing whether it is still right, at 60 and at 80 days.

    For a daily clock; to repeat it asks nobody twice.
    """
    settings = context.settings()
    if not settings.base_url:
        raise click.ClickException("Set DIRECTORY_BASE_URL first: reminders hold links.")
    links = ConfirmLinks(settings.base_url, settings.secret_key)
    with contextlib.closing(context.held().database.duty("reminders")) as duty:
        if not duty.is_mine():
            click.echo("Nobody was asked: another `directory remind` is at it.")
            return
        with context.writing() as session:
            done = Reminders(context.letterbox(), links).remind(session, moments.now())
    click.echo(
        f"Asked {_count(done.people, 'person', 'people')} "
        f"about {_count(done.listings, 'listing', 'listings')}."
    )


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
