"""Sitemaps as https://www.sitemaps.org/protocol.html has them, each page in every language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DEFAULT = "x-default"  # for who speaks none of the languages

ElementTree.register_namespace("xhtml", XHTML)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A page by its addresses, one a language; times are UTC without a zone."""

    addresses: Mapping[str, str]
    changed_at: datetime | None = None


def index(parts: Iterable[tuple[str, datetime | None]]) -> bytes:
    """The address of each part, and when something in it changed last."""
    root = Element("sitemapindex", xmlns=PROTOCOL)
    for address, changed_at in parts:
        part = SubElement(root, "sitemap")
        SubElement(part, "loc").text = address
        _date(part, changed_at)
    return _written(root)


def urlset(pages: Iterable[Listed]) -> bytes:
    root = Element("urlset", xmlns=PROTOCOL)
    for page in pages:
        for address in page.addresses.values():
            url = SubElement(root, "url")
            SubElement(url, "loc").text = address
            _date(url, page.changed_at)
            _languages(url, page.addresses)
    return _written(root)


def _languages(url: Element, addresses: Mapping[str, str]) -> None:
    """Every language of a page names all of them, itself too; the first is for everybody else."""
    for language, address in (*addresses.items(), (DEFAULT, next(iter(addresses.values())))):
        SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=language, href=address)


def _date(element: Element, changed_at: datetime | None) -> None:
    if changed_at:
        moment = changed_at.replace(tzinfo=UTC).isoformat(timespec="seconds")
        SubElement(element, "lastmod").text = moment


def _written(root: Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
