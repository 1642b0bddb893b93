"""What every answer tells the browser: load nothing from elsewhere, tell nobody whence you come."""

from collections.abc import Callable
from wsgiref.headers import Headers

from flask import Blueprint, Response, g

from config import Settings
from directory import context

bp = Blueprint("headers", __name__)

RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
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
# Once a browser came by TLS, it never comes without, to whatever is below this host.
STRICT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
# Static files are parts of pages. Opened by themselves, they are no place for scripts either.
FILE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def let_be_framed() -> None:
    """Let other sites show the answer to this request within their own pages."""
    g.is_framed = True


@bp.after_app_request
def add(response: Response) -> Response:
    """Add what is missing; a page that needs another rule sets its own."""
    wanted = FRAMED if g.get("is_framed") else HEADERS
    present = {name.lower() for name, _value in response.headers}
    for name, value in (wanted | _strict(context.settings())).items():
        if name.lower() not in present:
            response.headers.add(name, value)
    return response


def of_files(settings: Settings) -> Callable[[Headers, str, str], None]:
    """What adds to the headers of a static file."""
    wanted = FILE | _strict(settings)

    def add_to(headers: Headers, _path: str, _url: str) -> None:
        for name, value in wanted.items():
            headers[name] = value

    return add_to


def _strict(settings: Settings) -> dict[str, str]:
    return STRICT if settings.base_url.startswith("https://") else {}
