"""Identifiers that HSDS asks for: the same thing has the same UUID at every answer and export."""

from hashlib import sha1
from uuid import UUID

NAMESPACE = UUID("0b8f7d0a-52c5-5b0e-9c58-7a3a0f5d8c11")
_SPACE = NAMESPACE.bytes
_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def of(kind: str, *parts: object) -> str:
    """Return the UUID (version 5) of what the parts name.

    The library's own makes an object for each, and a directory has millions of them.
    """
    name = "/".join((kind, *map(str, parts)))
    h = sha1(_SPACE + name.encode(), usedforsecurity=False).hexdigest()
    return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{_VARIANTS[h[16]]}{h[17:20]}-{h[20:32]}"


def organization(slug: str) -> str:
    """A provider's, by the slug that it keeps for ever."""
    return of("organization", slug)


def location(slug: str) -> str:
    return of("location", slug)


def service(slug: str, program_id: int) -> str:
    """A program's, by its provider's slug and its own number."""
    return of("service", slug, program_id)


def service_at_location(slug: str, program_id: int) -> str:
    return of("service-at-location", slug, program_id)
