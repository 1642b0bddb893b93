"""Errors as RFC 9457 problem documents."""

from http import HTTPStatus

from flask import Blueprint, json
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from directory.context import incidents, troubles

MEDIA_TYPE = "application/problem+json"
SPOKEN = ("/api/", "/exports/")
KEPT = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate")
AWAY = "The database of this directory does not answer now, or is busy. Try again in a minute."
UNANSWERED = "Nobody knows whether this was kept. Look before you send it again."
FULL = "There is no room to keep this. Reading still works."
UNFORESEEN = "Something went wrong on our side. It was written down for who keeps this directory."


def speak_problems(bp: Blueprint) -> None:
    """Make every error raised under the blueprint's addresses a problem document."""
    bp.register_error_handler(HTTPException, answer)


def are_spoken(path: str) -> bool:
    """Whether who asks there is a program, though the address may be nobody's."""
    return path.startswith(SPOKEN)


def answer(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    status = troubles.status(error)
    problem = {
        "type": "about:blank",
        "title": error.name if status == error.code else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail(error),
    }
    kept = [(name, value) for name, value in error.get_headers() if name in KEPT]
    return json.dumps(problem), status, [("Content-Type", MEDIA_TYPE), *kept]


def detail(error: HTTPException) -> str | None:
    """What happened, in a sentence or two, in whatever form it is told."""
    if not isinstance(error, InternalServerError):
        return error.description
    if troubles.is_unanswered(error):
        return UNANSWERED
    unforeseen = f"{UNFORESEEN} Its number is {incidents.number()}."
    return {503: AWAY, 507: FULL}.get(troubles.status(error), unforeseen)
