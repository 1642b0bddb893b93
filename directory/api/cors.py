"""Lets scripts of other sites read what is open to everybody. No cookie is ever read or set."""

from flask import Blueprint, Response, request

bp = Blueprint("cors", __name__)

OPEN = ("/api/", "/exports/")
EXPOSED = ("RateLimit", "RateLimit-Policy", "Retry-After", "ETag", "Link", "Content-Disposition")
ACCEPTED = ("Authorization", "X-API-Key", "If-None-Match", "If-Modified-Since")
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(EXPOSED),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": ", ".join(ACCEPTED),
    "Access-Control-Max-Age": "86400",
}


@bp.after_app_request
def add(response: Response) -> Response:
    if request.path.startswith(OPEN):
        response.headers.update(HEADERS)
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT)
    return response
