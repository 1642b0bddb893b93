"""Errors as FHIR tells them: an OperationOutcome, whatever went wrong."""

import json

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException, NotAcceptable

from directory.api.problems import KEPT, detail
from directory.context import troubles
from directory.exchange.fhir_bundles import outcome
from directory.exchange.fhir_parts import Resource

MEDIA_TYPE = "application/fhir+json"
KINDS = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    410: "deleted",
    413: "too-long",
    429: "throttled",
    503: "transient",
    507: "no-store",
}


class BadParameterError(ValueError):
    """A search parameter that cannot be read; the message says which and why."""


def answer(resource: Resource, status: int = 200) -> Response:
    content = json.dumps(resource, ensure_ascii=False, separators=(",", ":"))
    return Response(content, status, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def speak_outcomes(bp: Blueprint) -> None:
    bp.register_error_handler(HTTPException, _told)
    bp.register_error_handler(BadParameterError, _refused)


def _told(error: HTTPException) -> Response:
    if isinstance(error.response, Response):
        return error.response
    status = troubles.status(error)
    told = detail(error) or error.name
    response = answer(outcome("error", KINDS.get(status, "exception"), told), status)
    for name, value in error.get_headers():
        if name in KEPT:
            response.headers[name] = value
    return response


def _refused(error: BadParameterError) -> Response:
    return answer(outcome("error", "invalid", str(error)), 400)


def refuse_format(named: str) -> None:
    raise NotAcceptable(f"Only JSON is spoken here (application/fhir+json), not {named[:80]}.")
