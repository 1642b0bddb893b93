"""The site's own JSON: the same parameters and the same answers as the pages."""

from datetime import UTC, date, datetime
from typing import NoReturn

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.api.problems import speak_problems
from directory.services.describe_listing import describe_listing
from directory.services.describe_results import describe_open_place, describe_results
from directory.storage import corrections, departed, listings
from directory.understanding.parameters import LONGEST_TEXT

bp = Blueprint("api", __name__, url_prefix="/api")
speak_problems(bp)


@bp.get("/search")
def search() -> Response:
    asked = context.asker().ask(request.args.items(multi=True))
    if asked.place_is_open:
        return jsonify(describe_open_place(asked))
    page = context.finder().find(asked.criteria, today=_today())
    return jsonify(describe_results(page, asked, context.vocabulary()))


@bp.get("/explain")
def explain() -> Response:
    """How the sentence `q` is understood; `exact=1` takes every word as it is written."""
    sentence = request.args.get("q", "")[:LONGEST_TEXT]
    exact = request.args.get("exact") == "1"
    understood = context.explainer().explain(context.session(), sentence, exact=exact)
    return jsonify(understood.as_json())


@bp.get("/providers/<slug>")
def provider(slug: str) -> ResponseReturnValue:
    if not slug.isprintable():  # no database takes every character
        abort(404, f"There is no provider with the slug {slug!r}.")
    listing = listings.by_slug(context.session(), slug)
    if listing is not None:
        described = describe_listing(listing, context.vocabulary(), _today())
        disputed = corrections.disputed(context.session(), listing.id)
        return jsonify(described | {"disputed": list(disputed)})
    current = listings.current_slug(context.session(), slug)
    return redirect(url_for(".provider", slug=current or _refuse(slug)), code=301)


def _refuse(slug: str) -> NoReturn:
    gone = departed.by_slug(context.session(), slug)
    if gone is not None:
        abort(410, f"The listing has been {gone.status} since {gone.since.isoformat()}.")
    abort(404, f"There is no provider with the slug {slug!r}.")


@bp.get("/<path:rest>")
def elsewhere(rest: str) -> ResponseReturnValue:
    abort(404, f"There is nothing at /api/{rest}.")


def _today() -> date:
    return datetime.now(UTC).date()
