"""The pages below /review: which there are, and that they are for editors alone, in English."""

from collections.abc import Callable
from datetime import datetime

from babel import dates
from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from directory.web import (
    access,
    review_audit,
    review_conflicts,
    review_decisions,
    review_duplicates,
    review_editing,
    review_listing,
    review_merging,
    review_overview,
    review_queue,
    review_reports,
    review_revisions,
    review_taking,
)

bp = Blueprint("review", __name__, url_prefix="/review")
bp.before_request(access.editors_only)

POST, GET, BOTH = ("POST",), ("GET",), ("GET", "POST")
SENT_IN = "/<any(submission, change):kind>/<ref>"
OTHERS = "/<any(claim, correction, conflict, duplicate):kind>/<ref>"
ITEM = "/<any(submission, change, claim, correction, conflict, duplicate):kind>/<ref>"
TWO, LISTING = "/merge/<int:kept>/<int:gone>", "/listing/<slug>"
Route = tuple[str, str, Callable[..., ResponseReturnValue], tuple[str, ...]]
ROUTES: tuple[Route, ...] = (
    ("queue", "", review_queue.show, GET),
    ("codes", "/codes", review_queue.codes, GET),
    ("item", ITEM, review_queue.item, GET),
    ("accept", f"{SENT_IN}/accept", review_decisions.accept, POST),
    ("refuse", f"{SENT_IN}/refuse", review_decisions.refuse, POST),
    ("release", f"{SENT_IN}/release", review_decisions.release, POST),
    ("preview", "/preview/<ref>", review_revisions.preview, GET),
    ("undo", "/undo/<int:revision>", review_decisions.undo, POST),
    ("leave", f"{OTHERS}/leave", review_taking.release, POST),
    ("decide_claim", "/claim/<ref>/decide", review_reports.decide, POST),
    ("speak", "/claim/<ref>/code", review_reports.speak, POST),
    ("answer", "/correction/<ref>/answer", review_reports.answer, POST),
    ("settle", "/conflict/<ref>/settle", review_conflicts.settle, POST),
    ("decide_pair", "/duplicate/<ref>/decide", review_duplicates.decide, POST),
    ("document", "/claim/<ref>/document", review_reports.document, GET),
    ("merge", TWO, review_merging.show, GET),
    ("merge_preview", f"{TWO}/preview", review_merging.preview, POST),
    ("do_merge", TWO, review_merging.decide, POST),
    ("merges", "/merges", review_merging.every, GET),
    ("unmerge", "/merges/<int:merge>/undo", review_merging.undo, POST),
    ("overview", "/overview", review_overview.show, GET),
    ("audit", "/audit", review_audit.show, GET),
    ("audit_check", "/audit/check", review_audit.check, GET),
    ("audit_csv", "/audit.csv", review_audit.as_csv, GET),
    ("audit_lines", "/audit.jsonl", review_audit.as_json_lines, GET),
    ("find", "/listing", review_listing.find, GET),
    ("listing", LISTING, review_listing.show, GET),
    ("merge_with", f"{LISTING}/merge", review_listing.merge_with, GET),
    ("turn", f"{LISTING}/turn", review_listing.turn, POST),
    ("trust", f"{LISTING}/trust", review_listing.trust, POST),
    ("remove", f"{LISTING}/remove/<int:account>", review_listing.remove, POST),
    ("begin", f"{LISTING}/edit", review_editing.begin, GET),
    ("edit", f"{LISTING}/edit/<page>", review_editing.edit, BOTH),
    ("check", f"{LISTING}/check", review_editing.check, GET),
    ("look", f"{LISTING}/preview", review_editing.preview, GET),
    ("publish", f"{LISTING}/publish", review_editing.publish, POST),
    ("discard", f"{LISTING}/discard", review_editing.discard, POST),
)
for name, rule, view, methods in ROUTES:
    bp.add_url_rule(rule, name, view, methods=methods, strict_slashes=False)


@bp.after_request
def keep_no_copy(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store, private"
    return response


@bp.app_template_filter()
def moment(at: datetime) -> str:
    """A point in time, UTC, as editors read it."""
    return dates.format_datetime(at, "d MMM y, HH:mm 'UTC'", locale="en_US")


@bp.app_template_filter()
def merged(values: dict[str, str], **others: str) -> dict[str, str]:
    """With others set or, where they are empty, left out."""
    return {name: value for name, value in {**values, **others}.items() if value}
