"""Errors as RFC 9457 problem documents."""

from flask import Blueprint, json
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException


def speak_problems(bp: Blueprint) -> None:
    """Make every error raised under the blueprint's addresses a problem document."""
    bp.register_error_handler(HTTPException, _problem)


def _problem(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    problem = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": error.description,
    }
    return json.dumps(problem), error.code or 500, {"Content-Type": "application/problem+json"}
