"""What every answer tells the browser: load nothing from elsewhere, tell nobody whence you come."""

from flask import Blueprint, Response

bp = Blueprint("headers", __name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@bp.after_app_request
def add(response: Response) -> Response:
    """Add what is missing; a page that needs another rule sets its own."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
