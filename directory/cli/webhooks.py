"""Partners who are told of changes, as the operator keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask import Blueprint

from directory import context
from directory.cli import announcing
from directory.domain import moments
from directory.domain.webhooks import Delivery, Webhook
from directory.services import keep_webhooks
from directory.services.keep_webhooks import WebhookError
from directory.storage import webhooks

bp = Blueprint("webhooks", __name__, cli_group="webhook")
bp.cli.help = "Tell partners of new, changed and gone listings."
bp.cli.short_help = "Tell partners of changes."


@bp.cli.command("add")
@click.argument("url")
@click.option("--secret", default="", help="To sign with; without it, one is made and shown once.")
def add(url: str, secret: str) -> None:
    """Tell the address URL of changes from now on."""
    settings = context.settings()
    if not settings.base_url:
        raise click.ClickException(
            "Set DIRECTORY_BASE_URL first: what is sent to partners holds links to listings."
        )
    with _in_a_sentence(), context.writing() as session:
        webhook = keep_webhooks.add_webhook(
            session, url, secret, moments.now(), to_loopback=settings.webhooks_to_loopback
        )
    click.echo(f"Webhook {webhook.id} is told of changes from now on: {webhook.url}")
    if not secret:
        click.echo(f"Its secret, shown only now: {webhook.secret}")


@bp.cli.command("list")
def every() -> None:
    """Show who is told, and how that goes."""
    session = context.session()
    waiting = webhooks.waiting(session)
    for webhook in webhooks.every(session):
        click.echo(f"{webhook.id:>4}  {_condition(webhook, waiting):<32}  {webhook.url}")


@bp.cli.command("remove")
@click.argument("number", type=int)
def remove(number: int) -> None:
    """Tell webhook NUMBER nothing any more, and forget what was sent to it."""
    with _in_a_sentence(), context.writing() as session:
        webhook = keep_webhooks.remove_webhook(session, number)
    click.echo(f"Webhook {webhook.id} is removed: {webhook.url}")


@bp.cli.command("test")
@click.argument("number", type=int)
def test(number: int) -> None:
    """Send webhook NUMBER a message without news, now. One that was stopped goes on."""
    with _in_a_sentence():
        webhook = keep_webhooks.webhook_of(context.session(), number)
    answer = announcing.sender(context.held()).send_test(webhook, moments.now())
    if not answer.is_good:
        raise click.ClickException(f"It did not arrive. {answer.words}")
    click.echo(f"It arrived: {answer.words}.")
    if webhook.stopped_at:
        click.echo("It was stopped, and is told of changes from now on again.")


@bp.cli.command("deliveries")
@click.argument("number", type=int, required=False)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
def deliveries(number: int | None, limit: int) -> None:
    """Show what was sent when, to webhook NUMBER or to all, the newest first."""
    for delivery in webhooks.deliveries(context.session(), number, limit):
        click.echo(_line(delivery))


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except WebhookError as error:
        raise click.ClickException(str(error)) from error


def _condition(webhook: Webhook, waiting: dict[int, int]) -> str:
    if webhook.stopped_at:
        return f"stopped {_moment(webhook.stopped_at)}"
    count = waiting.get(webhook.id, 0)
    return f"{count} waiting" if count else "up to date"


def _line(delivery: Delivery) -> str:
    parts = [
        f"{_moment(delivery.made_at)}  webhook {delivery.webhook_id}  {delivery.message.name}",
        _count(delivery.message.events, "event", "events"),
        f"{delivery.state.value} after {_count(delivery.tries, 'try', 'tries')}",
    ]
    if delivery.answer:
        parts.append(delivery.answer)
    if delivery.next_at:
        tried = delivery.tries > 0
        parts.append(f"next try {_moment(delivery.next_at)}" if tried else "waits its turn")
    return "  ".join(parts)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
