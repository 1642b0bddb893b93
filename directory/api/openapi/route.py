"""Where the description is."""

from typing import Any, cast

from flask import Blueprint, current_app, json, request
from flask.typing import ResponseReturnValue

from directory import context
from directory.api.openapi import document

bp = Blueprint("openapi", __name__, url_prefix="/api")

EXTENSION = "directory.openapi"


@bp.get("/openapi.json")
def show() -> ResponseReturnValue:
    response = current_app.response_class(json.dumps(described()), mimetype="application/json")
    response.add_etag()
    return response.make_conditional(request)


def described() -> dict[str, Any]:
    """The document, in English whoever asks; it stays the same while the app runs."""
    kept = current_app.extensions
    if EXTENSION not in kept:
        kept[EXTENSION] = document.build(context.held())
    return cast(dict[str, Any], kept[EXTENSION])
