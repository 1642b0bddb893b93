"""Mail as the operator sees it: what waits, what fails, what was given up."""

from datetime import datetime

import click
from flask import Blueprint

from directory import context
from directory.cli import announcing
from directory.domain import moments
from directory.domain.mail import Mail, State
from directory.services.send_mail import try_again
from directory.storage import mail

bp = Blueprint("mailing", __name__, cli_group=None)


@bp.cli.command("mail")
@click.option("--send", is_flag=True, help="Send now what waits, and try again what failed.")
@click.option("--sent", is_flag=True, help="Show what was sent too, for thirty days.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
def show(*, send: bool, sent: bool, limit: int) -> None:
    """Show the mail that waits, fails or was given up."""
    held = context.held()
    if held.settings.mail_goes_to_a_folder:
        click.echo(f"No mail server is set (DIRECTORY_SMTP_URL): mail is in {held.settings.outbox}")
    if send:
        _send()
    states = [State.WAITING, State.FAILING, State.GIVEN_UP] + [State.SENT] * sent
    with held.database.reading() as session:
        shown = [each for state in states for each in mail.of_state(session, state, limit)]
    for each in shown:
        click.echo(_line(each))
    if not shown:
        click.echo("No mail waits.")


def _send() -> None:
    at = moments.now()
    held = context.held()
    try_again(held.database, at)
    count = announcing.mail_sender(held).send_all(at)
    click.echo(f"Sent {count} {'mail' if count == 1 else 'mails'}.")


def _line(each: Mail) -> str:
    parts = [f"{_moment(each.made_at)}  {each.state.value:<8}  {each.to}  {each.written.subject}"]
    if each.fault:
        parts.append(each.fault)
    if each.next_at and each.tries:
        parts.append(f"next try {_moment(each.next_at)}")
    return "  ".join(parts)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
