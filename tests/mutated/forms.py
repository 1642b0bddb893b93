"""The forms of the pages, as they stand: what a browser would send, and with which cookie."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from tests.mutated.mischief import Fields

SENT = ("input", "select", "textarea", "button")


@dataclass(frozen=True, slots=True)
class Form:
    method: bytes
    target: bytes
    fields: tuple[tuple[bytes, bytes], ...]
    who: str = ""
    cookie: bytes = b""

    @property
    def shape(self) -> tuple[bytes, bytes, tuple[bytes, ...]]:
        """Forms with the same fields for the same address are one."""
        return self.method, self.target, tuple(name for name, _value in self.fields)


@dataclass(frozen=True, slots=True)
class Read:
    forms: tuple[Form, ...]
    links: tuple[str, ...]  # within the site


def read(html: bytes, address: str, who: str, cookie: bytes) -> Read:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    forms = tuple(_form(each, address, who, cookie) for each in root.iter("form"))
    links = (_within(address, each.get("href", "")) for each in root.iter("a"))
    return Read(forms, tuple(dict.fromkeys(filter(None, links))))


def _form(form: Element, address: str, who: str, cookie: bytes) -> Form:
    target = _within(address, form.get("action", "") or address) or "/"
    fields: Fields = [pair for field in form.iter() if field.tag in SENT for pair in _pairs(field)]
    method = form.get("method", "get").upper().encode()
    return Form(method, target.encode(), tuple(fields), who, cookie)


def _pairs(field: Element) -> Iterator[tuple[bytes, bytes]]:
    """Every box ticked and every choice taken: more than a browser would send."""
    name = field.get("name", "").encode()
    if not name:
        return
    if field.tag == "select":
        options = [each.get("value", each.text or "") for each in field.iter("option")]
        yield from ((name, option.encode()) for option in options[-1:])
    elif field.tag == "textarea":
        yield name, (field.text or "").encode()
    else:
        yield name, field.get("value", "").encode()


def _within(address: str, target: str) -> str:
    """The path and query it leads to; empty where it leads away."""
    parts = urlsplit(urljoin(f"http://here{address}", target))
    if parts.scheme != "http" or parts.netloc != "here":
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def pairs(form: Form) -> Fields:
    return list(form.fields)
