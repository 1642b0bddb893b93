"""The site's own JSON: the same parameters and the same answers as the pages."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.api.problems import speak_problems
from directory.services.describe_listing import describe_listing
from directory.services.describe_results import describe_results
from directory.services.find_programs import Finder
from directory.storage import listings
from directory.understanding import parameters
from directory.understanding.parameters import Asked

bp = Blueprint("api", __name__, url_prefix="/api")
speak_problems(bp)


@bp.get("/search")
def search() -> Response:
    pairs = request.args.items(multi=True)
    asked = parameters.read(pairs, context.vocabulary(), context.gazetteer())
    if asked.place_is_open:
        return jsonify(_open_place(asked))
    finder = Finder(
        session=context.session(), engine=context.engine(), vocabulary=context.vocabulary()
    )
    page = finder.find(asked.criteria, today=datetime.now(UTC).date())
    return jsonify(describe_results(page, context.vocabulary()) | {"ignored": _ignored(asked)})


@bp.get("/providers/<slug>")
def provider(slug: str) -> ResponseReturnValue:
    listing = listings.by_slug(context.session(), slug)
    if listing is not None:
        return jsonify(describe_listing(listing, context.vocabulary()))
    current = listings.current_slug(context.session(), slug)
    if current is None:
        abort(404, f"There is no provider with the slug {slug!r}.")
    return redirect(url_for(".provider", slug=current), code=301)


@bp.get("/<path:rest>")
def elsewhere(rest: str) -> ResponseReturnValue:
    abort(404, f"There is nothing at /api/{rest}.")


def _open_place(asked: Asked) -> dict[str, object]:
    """Nothing is listed while the place could be several: the caller chooses."""
    return {
        "total": 0,
        "page": 1,
        "pages": 1,
        "results": [],
        "facets": {},
        "relaxations": [],
        "suggestion": None,
        "place_choices": [place.as_json() for place in asked.choices],
        "place_suggestions": [place.as_json() for place in asked.suggestions],
        "ignored": _ignored(asked),
    }


def _ignored(asked: Asked) -> list[dict[str, str]]:
    return [
        {"parameter": notice.name, "value": notice.value, "why": notice.trouble.value}
        for notice in asked.notices
    ]
