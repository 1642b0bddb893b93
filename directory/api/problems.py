"""Errors as RFC 9457 problem documents."""

from flask import Blueprint, json
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from directory.context import incidents

MEDIA_TYPE = "application/problem+json"
SPOKEN = ("/api/", "/exports/")
KEPT = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate")
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
    unforeseen = f"{UNFORESEEN} Its number is {incidents.number()}."
    detail = unforeseen if isinstance(error, InternalServerError) else error.description
    problem = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": detail,
    }
    kept = [(name, value) for name, value in error.get_headers() if name in KEPT]
    return json.dumps(problem), error.code or 500, [("Content-Type", MEDIA_TYPE), *kept]
