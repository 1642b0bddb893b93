"""The pages below /manage: which there are, and that each is for those who keep what it is about.

A page whose address names a listing or an organization lets its members in alone. One that names
neither shows nothing unless it stands in `OWN`.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from directory.exchange import own_csv_upload
from directory.web import (
    access,
    forms,
    keeping,
    manage_editing,
    manage_history,
    manage_home,
    manage_people,
    manage_reports,
    manage_sending,
    manage_small,
    manage_status,
    manage_table,
)

bp = Blueprint("manage", __name__, url_prefix="/manage")
forms.check_beside(bp)  # so that no page loses what was typed; `be_sure` checks the others

BOTH, POST, GET = ("GET", "POST"), ("POST",), ("GET",)
ABOUT = ("slug", "organization")
LISTING, ORGANIZATION = "/<slug>", "/organizations/<int:organization>"
Route = tuple[str, str, Callable[..., ResponseReturnValue], tuple[str, ...]]
ROUTES: tuple[Route, ...] = (
    ("home", "", manage_home.show, GET),
    ("confirm_all", "/confirm", manage_home.confirm_all, POST),
    ("invitation", "/invitation/<secret>", manage_people.invitation, BOTH),
    ("listing", f"{LISTING}", manage_home.listing, GET),
    ("confirm", f"{LISTING}/confirm", manage_home.confirm, POST),
    ("stand_by", f"{LISTING}/stand-by", manage_reports.stand_by, POST),
    ("small", f"{LISTING}/small", manage_small.change, BOTH),
    ("begin", f"{LISTING}/edit", manage_editing.begin, GET),
    ("edit", f"{LISTING}/edit/<page>", manage_editing.edit, BOTH),
    ("discard", f"{LISTING}/discard", manage_editing.discard, POST),
    ("preview", f"{LISTING}/preview", manage_sending.preview, GET),
    ("difference", f"{LISTING}/difference", manage_sending.difference, BOTH),
    ("withdraw", f"{LISTING}/withdraw/<int:revision>", manage_sending.withdraw, POST),
    ("history", f"{LISTING}/history", manage_history.show, GET),
    ("undo", f"{LISTING}/undo/<int:revision>", manage_history.undo, BOTH),
    ("pause", f"{LISTING}/pause", manage_status.pause, BOTH),
    ("close", f"{LISTING}/close", manage_status.close, BOTH),
    ("resume", f"{LISTING}/resume", manage_status.resume, POST),
    ("people", ORGANIZATION, manage_people.show, GET),
    ("invite", f"{ORGANIZATION}/invite", manage_people.invite, POST),
    ("take_back", f"{ORGANIZATION}/take-back/<int:invitation>", manage_people.take_back, POST),
    ("remove", f"{ORGANIZATION}/remove/<int:account>", manage_people.remove, BOTH),
    ("leave", f"{ORGANIZATION}/leave", manage_people.leave, BOTH),
    ("add", f"{ORGANIZATION}/add", manage_people.add, POST),
    ("table", f"{ORGANIZATION}/table", manage_table.show, GET),
    ("download", f"{ORGANIZATION}/table/<name>", manage_table.download, GET),
    ("upload", f"{ORGANIZATION}/table", manage_table.upload, POST),
    ("send_table", f"{ORGANIZATION}/table/send", manage_table.send, POST),
)
for name, rule, view, methods in ROUTES:
    bp.add_url_rule(rule, name, view, methods=methods, strict_slashes=False)

# About nothing but the person's own, or open to whoever holds a secret.
MOST_BYTES = own_csv_upload.MOST_BYTES + 200_000
OWN = {"home", "confirm_all", "invitation"}
READ_BY_FORMS = {"edit", "small"}  # which check for themselves where a form came from


@bp.url_value_preprocessor
def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep from the pages what only the guard needs: they ask `keeping` what they are about."""
    given = values or {}
    g.about = {name: given.pop(name) for name in ABOUT if name in given}


@bp.before_request
def let_in() -> ResponseReturnValue | None:
    asked = access.signed_in_only()
    if asked is not None:
        return asked
    if "slug" in g.about:
        keeping.begin_with_listing(g.about["slug"])
    elif "organization" in g.about:
        keeping.begin_with_organization(g.about["organization"])
    elif _page() not in OWN:
        abort(404)
    return None


@bp.before_request
def be_sure() -> None:
    """Take nothing that another site's page sent, nor more than any form here holds."""
    request.max_content_length = MOST_BYTES
    if current_app.config["WTF_CSRF_ENABLED"] and _page() not in READ_BY_FORMS:
        current_app.extensions["csrf"].protect()


@bp.after_request
def keep_no_copy(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _page() -> str:
    return (request.endpoint or "").removeprefix(f"{bp.name}.")
