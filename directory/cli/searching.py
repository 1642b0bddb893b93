"""The same search as the page, at the shell."""

import json
from datetime import UTC, datetime

import click
from flask import Blueprint

from directory import context
from directory.services.describe_results import describe_open_place, describe_results
from directory.services.find_programs import PER_PAGE, Match, ResultsPage

bp = Blueprint("searching", __name__, cli_group=None)


@bp.cli.command("search")
@click.argument("sentence")
@click.option("--json", "as_json", is_flag=True, help="Print it as /api/search answers.")
@click.option("--limit", default=PER_PAGE, show_default=True, type=click.IntRange(1, 1000))
@click.option("--older", is_flag=True, help="With those not confirmed for more than a year.")
def search(*, sentence: str, as_json: bool, limit: int, older: bool) -> None:
    """Find programs for a sentence in anyone's words."""
    asked = context.asker().ask([("q", sentence), ("older", "1" if older else "")])
    if asked.place_is_open and not as_json:
        choices = "; ".join(place.label for place in asked.choices) or "a ZIP code, or a city"
        raise click.ClickException(f"Which place do you mean? Add one of: {choices}.")
    if asked.place_is_open:
        answer = describe_open_place(asked)
    else:
        today = datetime.now(UTC).date()
        page = context.finder().find(asked.criteria, today=today, per_page=limit)
        if not as_json:
            _print(page)
            return
        answer = describe_results(page, asked, context.vocabulary())
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _print(page: ResultsPage) -> None:
    click.echo(f"{page.total:,} found")
    for match in page.matches:
        click.echo(_line(match))
    if page.left_out:
        click.echo(f"{page.left_out:,} not confirmed for more than a year: add --older.")


def _line(match: Match) -> str:
    card = match.card
    away = "" if match.miles is None else f"{match.miles:6.1f} mi  "
    phone = card.phones[0].number if card.phones else ""
    return f"{away}{card.name}, {card.address.city}, {card.address.state}  {phone}"
