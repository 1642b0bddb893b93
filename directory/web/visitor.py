"""Who sends this request, as far as limits have to know, and whether they may."""

from flask import request

from directory import context
from directory.domain import households
from directory.domain.limits import Allowed, Limit, Who
from directory.services import limit_attempts


def here() -> Who:
    """Whoever has the line that this request came over."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return _who(households.asking(request.remote_addr or "", forwarded))


def at(mail_address: str) -> Who:
    return _who(mail_address)


def may(limit: Limit, who: Who) -> Allowed:
    """Count an attempt. One that is denied only reads, so that a flood of them keeps no lock."""
    allowed = limit_attempts.peek(context.session(), limit.what, who, limit.most, limit.within)
    if not allowed.granted:
        return allowed
    with context.writing() as session:
        return limit_attempts.allow(session, limit.what, who, limit.most, limit.within)


def _who(text: str) -> Who:
    return Who.of(context.settings().secret_key, text)
