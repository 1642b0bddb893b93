"""Whether the site lives and whether it can be used, for machines that watch it."""

from flask import Blueprint, Response, json

from directory import context
from directory.domain import moments
from directory.services import look_ready

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Asks nothing of anything: who hears it need not start the site anew."""
    return _said({"alive": True}, 200)


@bp.get("/readyz")
def ready() -> Response:
    held = context.held()
    lacks = look_ready.lacks(held.database, held.engine, moments.now())
    return _said({"ready": not lacks, "lacks": lacks}, 503 if lacks else 200)


def _said(what: dict[str, object], status: int) -> Response:
    answer = Response(json.dumps(what) + "\n", status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
