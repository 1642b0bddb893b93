"""Who asks, as far as a limit has to know."""

from flask import Request

from directory.domain import households


def address_of(request: Request) -> str:
    return households.asking(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))


def key_of(request: Request) -> str:
    """The key that was sent along; other kinds of authorization are somebody else's."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    sent = token if scheme.lower() == "bearer" else request.headers.get("X-API-Key", "")
    return sent.strip()
