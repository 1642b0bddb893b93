"""What to have at hand when calling: numbers, questions, room for notes; on paper or in files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

import segno
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from directory import context
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet, Term
from directory.services.choose_listings import Chosen, choose_listings
from directory.web import call_sheet_files, call_sheet_questions, compare_table, facts, formats
from directory.web.call_sheet_questions import Question
from directory.web.compare_table import Offer

bp = Blueprint("call_sheet", __name__)

MOST = 12
LONGEST_LINK = 700  # characters; the squares of a longer one are too small for paper
# Tomorrow, where most people who look live; a date can be chosen.
HERE = timezone(timedelta(hours=-6))
NINE = time(9)
THIS_AGE = (2000, 2200)  # years that every calendar can hold


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A place, what to ask it, and what its listing says already."""

    listing: Listing
    open: list[Question]
    reported: list[Question]
    meeting: list[Offer]
    medications: list[Term]
    payers: list[Term]


@bp.get("/call-sheet")
def show() -> ResponseReturnValue:
    chosen = _chosen()
    return _page(chosen), 404 if _is_lost(chosen) else 200


@bp.get("/call-sheet.csv")
def table() -> ResponseReturnValue:
    chosen = _chosen()
    if not chosen.listings:
        return _nothing(chosen)
    text = call_sheet_files.table(chosen.listings, context.vocabulary())
    return _file(text.encode(), "text/csv; charset=utf-8", "calls.csv")


@bp.get("/call-sheet.ics")
def reminders() -> ResponseReturnValue:
    chosen = _chosen()
    if not chosen.listings:
        return _nothing(chosen)
    try:
        first = _when()
    except ValueError:
        return _page(chosen, no_time=True), 400
    named = request.args.get("names") == "1"
    calendar = call_sheet_files.reminders(chosen.listings, first, with_names=named)
    return _file(calendar, "text/calendar; charset=utf-8", "reminder.ics")


def _chosen() -> Chosen:
    return choose_listings(context.session(), request.args.getlist("provider"), MOST)


def _is_lost(chosen: Chosen) -> bool:
    return chosen.unknown > 0 and not chosen.listings


def _nothing(chosen: Chosen) -> ResponseReturnValue:
    if _is_lost(chosen):
        return _page(chosen), 404
    return redirect(url_for("call_sheet.show"))


def _page(chosen: Chosen, *, no_time: bool = False) -> str:
    link = formats.outside(url_for("call_sheet.show", provider=chosen.slugs))
    return render_template(
        "call_sheet/show.html",
        chosen=chosen,
        most=MOST,
        calls=[_call(listing) for listing in chosen.listings],
        code=_code(link),
        tomorrow=_tomorrow(),
        no_time=no_time,
    )


def _call(listing: Listing) -> Call:
    asked = call_sheet_questions.questions(listing)
    vocabulary = context.vocabulary()
    return Call(
        listing=listing,
        open=[each for each in asked if not each.is_reported],
        reported=[each for each in asked if each.is_reported],
        meeting=[offer for offer in compare_table.offers(listing) if offer.meetings],
        medications=facts.offered(listing, vocabulary, Facet.MEDICATION),
        payers=facts.payers(listing, vocabulary),
    )


def _code(link: str) -> Markup:
    """The link as squares, black on white in every colour scheme; none where it is too long."""
    if len(link) > LONGEST_LINK:
        return Markup()
    drawn = segno.make(link, error="l", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True
    )
    return Markup(drawn)  # noqa: S704


def _when() -> datetime:
    """The day and hour asked for. Raises ValueError where one cannot be read."""
    on, at = request.args.get("on", ""), request.args.get("at", "")
    day = date.fromisoformat(on) if on else _tomorrow()
    if not THIS_AGE[0] <= day.year <= THIS_AGE[1]:
        raise ValueError(on)
    return datetime.combine(day, time.fromisoformat(at) if at else NINE).replace(tzinfo=None)


def _tomorrow() -> date:
    return (datetime.now(UTC).astimezone(HERE) + timedelta(days=1)).date()


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
