"""Lets people see what they wrote, from whichever server the next page is read.

How far a replica must have come for that stands in the cookie of their session, where they have
one: who only searches has none, and writes nothing.
"""

from flask import Blueprint, Response, session

from directory import context
from directory.storage import positions

bp = Blueprint("recency", __name__)

POSITION = "at"  # in the primary's log, after what this browser wrote last


@bp.before_app_request
def begin() -> None:
    positions.begin(_own())


@bp.after_app_request
def keep(response: Response) -> Response:
    written = positions.written()
    if written and session:
        session[POSITION] = written
    return response


def _own() -> int:
    if not context.has_own_session() or not context.settings().read_database_urls:
        return 0
    return int(session.get(POSITION, 0))
