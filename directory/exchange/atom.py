"""Feeds of changes as RFC 4287 has them, with RFC 6721's mark for what was taken away."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

ATOM = "http://www.w3.org/2005/Atom"
DELETED = "http://purl.org/atompub/tombstones/1.0"
# What no XML document may hold, however it is written.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("at", DELETED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """`links`: the page by language."""

    id: str
    title: str
    summary: str
    category: str
    published_at: datetime
    updated_at: datetime
    links: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deleted:
    """A page that was taken away, of which nothing more is told."""

    id: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    id: str
    title: str
    author: str
    address: str  # of the feed itself
    site: str  # the page it belongs to
    updated_at: datetime


def written(feed: Feed, entries: Iterable[Entry | Deleted]) -> bytes:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(feed.updated_at))
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.site)
    for entry in entries:
        if isinstance(entry, Deleted):
            when = _time(entry.at)
            SubElement(root, f"{{{DELETED}}}deleted-entry", ref=entry.id, when=when)
        else:
            _entry(root, entry)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, entry: Entry) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "published", _time(entry.published_at))
    _text(element, "updated", _time(entry.updated_at))
    _text(element, "summary", entry.summary)
    SubElement(element, "category", term=entry.category)
    for language, address in entry.links.items():
        link = {"rel": "alternate", "type": "text/html", "hreflang": language, "href": address}
        SubElement(element, "link", link)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = FORBIDDEN.sub("", text)


def _time(at: datetime) -> str:
    return at.replace(tzinfo=UTC).isoformat(timespec="seconds")
