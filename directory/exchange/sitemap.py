"""Sitemaps as https://www.sitemaps.org/protocol.html has them, each page in every language.

Written as text and not as a tree of elements: a part has twenty thousand of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DEFAULT = "x-default"  # for who speaks none of the languages
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A page by its addresses, one a language; times are UTC without a zone."""

    addresses: Mapping[str, str]
    changed_at: datetime | None = None


def index(parts: Iterable[tuple[str, datetime | None]]) -> bytes:
    """The address of each part, and when something in it changed last."""
    lines = [
        f"<sitemap>{_location(address)}{_date(changed_at)}</sitemap>"
        for address, changed_at in parts
    ]
    return _written(f'<sitemapindex xmlns="{PROTOCOL}">', lines, "</sitemapindex>")


def urlset(pages: Iterable[Listed]) -> bytes:
    opening = f'<urlset xmlns="{PROTOCOL}" xmlns:xhtml="{XHTML}">'
    return _written(opening, (line for page in pages for line in _page(page)), "</urlset>")


def _page(page: Listed) -> Iterator[str]:
    """Every language of a page names all of them, itself too; the first is for everybody else."""
    named = (*page.addresses.items(), (DEFAULT, next(iter(page.addresses.values()))))
    rest = _date(page.changed_at) + "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
        for language, address in named
    )
    for address in page.addresses.values():
        yield f"<url>{_location(address)}{rest}</url>"


def _location(address: str) -> str:
    return f"<loc>{escape(address)}</loc>"


def _date(changed_at: datetime | None) -> str:
    if changed_at is None:
        return ""
    moment = changed_at.replace(tzinfo=UTC).isoformat(timespec="seconds")
    return f"<lastmod>{moment}</lastmod>"


def _written(opening: str, lines: Iterable[str], closing: str) -> bytes:
    return "\n".join((HEAD + opening, *lines, closing, "")).encode()
