"""Pages for what goes wrong: what happened, in a sentence, and where to go from here."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from directory.context import incidents, troubles

bp = Blueprint("errors", __name__)

WORDED = (400, 403, 404, 405, 413, 414, 429, 500, 503, 507)
UNANSWERED = "unanswered"  # nobody knows whether what was sent was kept
FORM = "form"  # one that did not come from a page of ours, or from a browser without cookies
FILES = {"document", "table"}  # the fields that take files


@bp.before_app_request
def refuse_files_for_texts() -> None:
    """No page of ours sends one; a form would take it for what was typed."""
    if request.mimetype == "multipart/form-data" and not FILES.issuperset(request.files):
        abort(400)


@bp.app_errorhandler(HTTPException)
def show(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    code = troubles.status(error)
    words = {"code": _worded(error, code), "incident": incidents.number()}
    page = render_template("errors/error.html", **words)
    kept = [
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    ]
    return page, code, kept


def _worded(error: HTTPException, code: int) -> int | str:
    if isinstance(error, CSRFError):
        return FORM
    if troubles.is_unanswered(error):
        return UNANSWERED
    return code if code in WORDED else 400 if code < 500 else 500
