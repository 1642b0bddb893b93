"""Completes what is being typed into the two boxes. Nothing typed is kept or logged.

Each answers `[{"label", "value"}]`: what to show, and what then stands in the box.
"""

from flask import Blueprint, Response, jsonify, request

from directory import context
from directory.services.complete_sentence import complete_sentence
from directory.services.suggest_while_typing import Kind

bp = Blueprint("completing", __name__)

LONGEST = 300  # characters, as the box takes


@bp.get("/complete/near")
def place() -> Response:
    found = context.suggester().suggest(context.session(), Kind.PLACE, _typed())
    return jsonify([{"label": each.label, "value": each.value} for each in found])


@bp.get("/complete/q")
def sentence() -> Response:
    spanish = context.language() == "es"
    found = complete_sentence(context.session(), context.suggester(), _typed(), spanish=spanish)
    return jsonify([{"label": each.suggestion.label, "value": each.text} for each in found])


def _typed() -> str:
    return request.args.get("text", "")[:LONGEST]
