"""Reads pages the way a strict browser and a screen reader would, and complains."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web import validity

HELPLINE = "1-800-662-4357"
FIELDS = ("input", "select", "textarea")
FETCHED = ("stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon")
NEED_NO_LABEL = ("hidden", "submit")


class Page:
    """A page, parsed. Making one checks what must hold for every page."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.ids = [each.attrib["id"] for each in self.root.iter() if "id" in each.attrib]
        self._check()

    @property
    def heading(self) -> str:
        return words(self.one("h1"))

    @property
    def title(self) -> str:
        return words(self.one("title"))

    @property
    def main(self) -> str:
        return words(self.one("main"))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        named = {name.rstrip("_"): value for name, value in attributes.items()}
        return [each for each in self.root.iter(tag) if named.items() <= each.attrib.items()]

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [words(each) for each in self.all(tag, **attributes)]

    def link(self, text: str) -> str:
        """Where the link leads whose text holds the given words."""
        found = [each.attrib["href"] for each in self.all("a") if text in words(each)]
        assert found, f"no link says {text!r}"
        return found[0]

    def values(self, name: str) -> list[str]:
        """What the form would send under a name, as it stands."""
        boxes = self.all("input", name=name)
        kinds = ("checkbox", "radio")
        sent = [each for each in boxes if each.get("type") not in kinds or "checked" in each.attrib]
        return [each.get("value", "") for each in sent]

    def _check(self) -> None:
        assert validity.faults(self.root) == []
        assert self.root.get("lang"), "the page does not say its language"
        assert self.heading, "the heading is empty"
        assert self.title.startswith(self.heading), f"{self.title!r} hides {self.heading!r}"
        assert len(self.ids) == len(set(self.ids)), "an id is used twice"
        assert HELPLINE in self.main or HELPLINE in words(self.root), "no helpline"
        assert not list(self._unlabelled()), "fields without a label"
        assert not list(self._dangling()), "references to ids that are not there"
        assert not list(self._fetched_elsewhere()), "another host would be asked"
        assert not [each.attrib for each in self.all("a") if not words(each)], "empty links"

    def _unlabelled(self) -> Iterator[dict[str, str]]:
        labelled = {each.get("for") for each in self.all("label")}
        wrapped = {id(field) for label in self.all("label") for field in label.iter()}
        for tag in FIELDS:
            for field in self.all(tag):
                named = field.get("id") in labelled or id(field) in wrapped
                if not named and field.get("type") not in NEED_NO_LABEL:
                    yield field.attrib

    def _dangling(self) -> Iterator[str]:
        for each in self.root.iter():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                yield from set(each.get(name, "").split()) - set(self.ids)
            target = each.get("href", "")
            if target.startswith("#") and target[1:] not in self.ids:
                yield target

    def _fetched_elsewhere(self) -> Iterator[str]:
        """Links may lead away; nothing else may."""
        for each in self.root.iter():
            for name in ("src", "srcset", "action", "formaction", "data-map", "data-script"):
                if "//" in each.get(name, ""):
                    yield each.attrib[name]
            if each.tag == "link" and each.get("rel") in FETCHED and "//" in each.get("href", ""):
                yield each.attrib["href"]


class PageClient(FlaskClient):
    """A client that checks every page it is given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401
        with self.application.app_context():  # of its own for each request, as a server has it
            response = super().open(*args, **kwargs)
        moved = 300 <= response.status_code < 400
        if response.mimetype == "text/html" and not moved and not response.content_encoding:
            Page(response.text)
        return response

    def page(self, address: str, **query: object) -> Page:
        return Page(self.get(address, query_string=query).text)


def words(element: Element) -> str:
    """All text in an element, blanks made one, as a person reads it."""
    return " ".join("".join(element.itertext()).split())
