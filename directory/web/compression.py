"""Sends pages small, because phones at the edge of a network are slow and proxies may not do it."""

import gzip

from flask import Blueprint, Response, request

bp = Blueprint("compression", __name__)

SMALLEST = 1400  # bytes; less fits into one packet anyway
KINDS = ("text/html", "text/css", "application/json", "application/xml", "application/atom+xml")
LEVEL = 5  # beyond it, a page costs more time than it saves


def accepted() -> str:
    """How the browser wants its pages packed; empty: not at all."""
    return "gzip" if request.accept_encodings["gzip"] > 0 else ""


@bp.after_app_request
def shrink(response: Response) -> Response:
    if _is_worth_it(response):
        response.vary.add("Accept-Encoding")
        if accepted():
            response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _is_worth_it(response: Response) -> bool:
    """Leave alone answers to people with a cookie: a secret beside echoed text can be measured."""
    return (
        response.mimetype in KINDS
        and not response.is_streamed
        and not request.cookies
        and "Content-Encoding" not in response.headers
        and (response.content_length or 0) >= SMALLEST
    )
