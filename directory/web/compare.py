"""Places side by side. Which ones stands in the address alone, so a link can be sent or kept."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.criteria import Criteria
from directory.domain.places import Place
from directory.services.choose_listings import Chosen, choose_listings
from directory.services.find_programs import Match
from directory.web import compare_table, formats

bp = Blueprint("compare", __name__)

MOST = 4
ADDABLE = 6  # offered for one name
LONGEST = 120  # characters of a name or place


@bp.get("/compare")
def show() -> ResponseReturnValue:
    chosen = choose_listings(context.session(), request.args.getlist("provider"), MOST)
    near = _text("near")
    found = context.gazetteer().resolve(near)
    page = render_template(
        "compare/show.html",
        chosen=chosen,
        most=MOST,
        near=near,
        found=found,
        rows=compare_table.rows(chosen.listings, context.vocabulary(), found.place),
        adding=_text("add"),
        addable=_addable(chosen, found.place),
    )
    return page, 404 if chosen.unknown and not chosen.listings else 200


def _text(name: str) -> str:
    written = request.args.get(name, "").strip()[:LONGEST]
    return written if written.isprintable() else ""


def _addable(chosen: Chosen, place: Place | None) -> list[Match]:
    """Places that what was typed may mean, without those that are compared already."""
    name = _text("add")
    if not name or len(chosen.listings) == MOST:
        return []
    criteria = Criteria(text=name, place=place, older=True)
    found = context.finder().find(criteria, today=formats.today(), per_page=ADDABLE + MOST)
    others = [match for match in found.matches if match.card.slug not in chosen.slugs]
    return others[:ADDABLE]
