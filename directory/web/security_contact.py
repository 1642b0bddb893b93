"""Whom to tell of a hole in the site, where those who look for holes look first (RFC 9116)."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, url_for

from directory import context
from directory.domain import moments
from directory.web import languages

bp = Blueprint("security_contact", __name__)

# The address is read from the settings of a site that runs, so it is as good as on the first day.
GOOD_FOR = timedelta(days=180)


@bp.get("/.well-known/security.txt")
def show() -> Response:
    settings = context.settings()
    if not settings.contact_email:
        abort(404)
    lines = [
        f"Contact: mailto:{settings.contact_email}",
        f"Expires: {_expires(moments.now())}",
        f"Preferred-Languages: {', '.join(languages.LOCALES)}",
    ]
    if settings.base_url:
        lines.append(f"Canonical: {settings.base_url}{url_for('security_contact.show')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _expires(now: datetime) -> str:
    """UTC; whole days, so that all who ask on one day are told the same."""
    return f"{(now + GOOD_FOR).date().isoformat()}T00:00:00Z"
