"""Nothing on a Spanish page is left in English."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.test import TestResponse

from config import ROOT
from directory import context
from tests.browser import sites
from tests.browser.pages import SPANISH
from tests.factories import Make
from tests.web.html import Page, PageClient

# More states than a browser needs to see, and files that people are given.
MORE = [
    "/search",
    "/search?near=Peoria,+IL&care=intensive-outpatient&insurance=aetna&when=evening&not-therapy=12-step",
    "/search?near=IL&free=mon-0900-1200&free=wed-0900-1200&free=mon-1730-2100&radius=1",
    "/search?near=Peoria,+IL&radius=1&hours-min=9&hours-max=19&accepting=1&confirmed-within=90",
    "/search?near=Peoria,+IL&care=outpatient&hours-max=19&accepting=1&confirmed-within=1&q=zzzz",
    "/search?radius=abc&colour=blue&therapy=tea&page=zero&free=never&near=IL&near=WI&q=detox",
    "/search?a=1&b=1&c=1&d=1&e=1&f=1&g=1&confirmed-within=x&radius=50",
    "/search?near=IL&page=2",
    "/search?q=rehab+cerca+de+mi",
    "/compare?provider=harbor-house&provider=nobody&provider=harbor-house&near=IL&add=house",
    "/call-sheet.csv?provider=harbor-house&provider=long-name",
    "/call-sheet.ics?provider=harbor-house",
    "/providers/nobody",
]
ADDRESSES = [each.removeprefix("/es") for each in SPANISH.values()] + MORE
READ_OUT = ("alt", "title", "placeholder", "aria-label", "content", "data-suggestions")
# No Spanish word is spelt like these.
ENGLISH = re.compile(
    r"\b(the|and|of|with|you|your|this|that|are|was|not|from|what|where|when|which|call|ask|"
    r"days?|weeks?|hours?|miles?|places?|care|treatment|reported|search|page)\b",
    re.IGNORECASE,
)
# What others wrote, and so stays as it is.
WRITTEN_BY_OTHERS = re.compile(
    r"Harbor House|Quiet House|House \d\d|Saint Bartholomew's[\w' -]+Peoria|County list 2026"
    r"|Some County|The provider|A small clinic near the river[^.]+\.|Evening IOP|\$250 a session"
    r"|Overdose Prevention and Response Toolkit|ACOG, Committee Opinion|The ASAM Criteria"
    r"|https?://\S+|Day|Evening|near=IL|intesive|outpatient|colour|q=detox"
)


@pytest.fixture(scope="module")
def site(lasting_app: Flask) -> Flask:
    Make(context.held(lasting_app)).listings(sites.all_of_them())
    return lasting_app


def test_no_english_is_left(site: Flask) -> None:
    left = {
        address: words
        for address in ADDRESSES
        if (words := sorted(set(english(visit(site, f"/es{address}")))))
    }

    assert left == {}


def test_every_page_is_there_in_both_languages(site: Flask) -> None:
    for address in ADDRESSES:
        assert visit(site, f"/es{address}").status_code == visit(site, address).status_code, address


def test_no_text_is_shown_in_its_english(site: Flask) -> None:
    texts = long_texts()

    for address in ADDRESSES:
        shown = told(visit(site, f"/es{address}"))
        assert [text for text in texts if text in shown] == [], address


def test_the_check_knows_english_when_it_sees_it(site: Flask) -> None:
    for address in ADDRESSES:
        assert english(visit(site, address)), address


def visit(app: Flask, address: str) -> TestResponse:
    return PageClient(app, app.response_class).get(address, follow_redirects=True)


def english(answer: TestResponse) -> list[str]:
    return [word.lower() for word in ENGLISH.findall(WRITTEN_BY_OTHERS.sub("", told(answer)))]


def told(answer: TestResponse) -> str:
    """All of a page or of a file, as one text."""
    if answer.mimetype != "text/html":
        return answer.text
    return " ".join(" ".join(said(Page(answer.text).root)).split())


def said(element: Element) -> Iterator[str]:
    """All that is shown or read out, but what is marked as English."""
    if element.get("lang") == "en" and element.tag != "html":
        return
    yield from (element.attrib[name] for name in READ_OUT if name in element.attrib)
    if element.tag in ("code", "pre"):  # for machines, whatever their language
        return
    if element.tag not in ("script", "style"):
        yield element.text or ""
    for child in element:
        yield from said(child)
        yield child.tail or ""


def long_texts() -> list[str]:
    """Texts of several words whose Spanish differs, as far as their first value."""
    with (ROOT / "translations/es/LC_MESSAGES/messages.po").open("rb") as file:
        catalog = read_po(file, locale="es")
    plain = [m.id for m in catalog if isinstance(m.id, str) and m.id and m.id != m.string]
    return [text for text in plain if text.count(" ") > 1 and not re.search(r"[%<{]", text)]
