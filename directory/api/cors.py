"""Lets scripts of other sites read what is open to everybody. No cookie is ever read or set."""

from flask import Blueprint, Response, current_app, request

bp = Blueprint("cors", __name__)

OPEN = ("/api/", "/exports/")
EXPOSED = (
    *("RateLimit", "RateLimit-Policy", "Retry-After", "ETag", "Link"),
    *("Content-Disposition", "Content-Range"),
)
ACCEPTED = (
    *("Authorization", "X-API-Key", "Prefer"),
    *("If-None-Match", "If-Modified-Since", "Range", "If-Range"),
)
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
            response.headers["Allow"] = ", ".join(sorted(_allowed()))
    return response


def _allowed() -> set[str]:
    """What may be done at this very address, whatever those may do that catch all others."""
    here = request.url_rule.rule if request.url_rule else ""
    rules = current_app.url_map.iter_rules()
    return {method for rule in rules if rule.rule == here for method in rule.methods or ()}
