"""What waits for an editor, and what was ever said of a listing: looked at, never changed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import click
from flask import Blueprint
from flask.cli import AppGroup

from directory import context
from directory.services import find_conflicts
from directory.services.find_conflicts import Conflicts
from directory.storage import doubts, history, listings, unclaimed

bp = Blueprint("reviewing", __name__, cli_group=None)
group = AppGroup("review", help="Show what waits for an editor. Nothing is changed.")
bp.cli.add_command(group)

NOTHING = "-"
BETWEEN = "  "
Cell = str | int | date | None
Lines = Sequence[Mapping[str, Cell]]
as_json_too = click.option("--json", "as_json", is_flag=True, help="Print it for other programs.")
limited = click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))


@group.command("unclaimed")
@click.option("--source", help="Of one list, by its slug, such as samhsa-directory-2023.")
@limited
@as_json_too
def show_unclaimed(*, source: str | None, limit: int, as_json: bool) -> None:
    """Show what lists say that no filter knows, the commonest first."""
    found = unclaimed.counted(context.session(), source)
    lines: Lines = [
        {"sites": one.sites, "list": one.source, "category": one.category, "label": one.label}
        for one in found[:limit]
    ]
    _show(lines, as_json=as_json)
    _count_rest(len(found), limit)


@group.command("doubts")
@limited
@as_json_too
def show_doubts(*, limit: int, as_json: bool) -> None:
    """Show pairs of listings that may be one place, those that wait longest first."""
    session = context.session()
    lines: Lines = [
        {
            "listing": one.slug,
            "may be": one.other_slug,
            "why": one.pair.why.value,
            "list": one.source.slug,
            "since": one.since.date(),
        }
        for one in doubts.waiting(session, limit)
    ]
    _show(lines, as_json=as_json)
    _count_rest(doubts.count(session), limit)


@group.command("conflicts")
@limited
@as_json_too
def show_conflicts(*, limit: int, as_json: bool) -> None:
    """Show where a list says otherwise than a place itself or an editor, for LIMIT listings."""
    found = find_conflicts.waiting(context.session(), limit)
    _show([line for one in found for line in _conflicts(one)], as_json=as_json)


@bp.cli.command("history")
@click.argument("slug")
@as_json_too
def show_history(*, slug: str, as_json: bool) -> None:
    """Show what was ever said of the listing SLUG, when and by which edition of which list."""
    session = context.session()
    listing = listings.by_slug(session, slug)
    if listing is None:
        raise click.ClickException(f"There is no listing {slug}.")
    lines: Lines = [
        {
            "list": story.series,
            "about": _about(story.program, story.about),
            "said": event.answer,
            "edition": event.source.slug,
            "for": event.said_on,
            "heard": event.at.date() if event.at else None,
        }
        for story in history.of_provider(session, listing.id)
        for event in story.events
    ]
    _show(lines, as_json=as_json)


def _conflicts(of: Conflicts) -> Iterator[Mapping[str, Cell]]:
    for field in of.fields:
        yield {
            "listing": of.listing.slug,
            "about": field.field.value,
            "shown": "; ".join(field.ours),
            "the list says": "; ".join(field.theirs),
            "list": field.source.slug,
            "for": field.said_on,
        }
    for fact in of.facts:
        for theirs in fact.theirs:
            yield {
                "listing": of.listing.slug,
                "about": _about(fact.program or "", "/".join(fact.about)),
                "shown": fact.ours.answer.value,
                "the list says": theirs.answer.value,
                "list": theirs.source.slug,
                "for": theirs.reported_on,
            }


def _about(program: str, about: str) -> str:
    return f"{program}: {about}" if program else about or "the site"


def _show(lines: Lines, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2, default=date.isoformat))
    elif lines:
        click.echo("\n".join(_table(lines)))
    else:
        click.echo("Nothing.")


def _table(lines: Lines) -> Iterator[str]:
    rows = [list(lines[0]), *(list(map(_cell, line.values())) for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield BETWEEN.join(map(str.ljust, row, widths)).rstrip()


def _cell(said: Cell) -> str:
    """What lists wrote must not move the cursor of whoever looks at it."""
    return "".join(filter(str.isprintable, str(said))) if said not in (None, "") else NOTHING


def _count_rest(found: int, limit: int) -> None:
    if found > limit:
        click.echo(f"… and {found - limit:,} more; --limit shows more.", err=True)
