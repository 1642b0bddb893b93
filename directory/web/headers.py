"""What every answer tells the browser: load nothing from elsewhere, tell nobody whence you come."""

from flask import Blueprint, Response, g

bp = Blueprint("headers", __name__)

RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(**others: str) -> str:
    """The rules of a page; `frame_ancestors="*"` sets one of them otherwise."""
    rules = RULES | {name.replace("_", "-"): value for name, value in others.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


POLICY = policy()
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FRAMED = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"} | {
    "Content-Security-Policy": policy(frame_ancestors="*"),
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def let_be_framed() -> None:
    """Let other sites show the answer to this request within their own pages."""
    g.is_framed = True


@bp.after_app_request
def add(response: Response) -> Response:
    """Add what is missing; a page that needs another rule sets its own."""
    for name, value in (FRAMED if g.get("is_framed") else HEADERS).items():
        response.headers.setdefault(name, value)
    return response
