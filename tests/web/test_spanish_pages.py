"""Nothing on a Spanish page is left in English."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import ROOT
from directory import context
from directory.web import languages
from tests.browser import sites
from tests.factories import Make
from tests.web.html import Page, PageClient

# What each address with a blank in it, and each page with several states, is asked for.
EXAMPLES = {
    "search.home": ["/"],
    "search.results": [
        "/search",
        "/search?near=Peoria,+IL&care=intensive-outpatient&insurance=aetna&when=evening&not-therapy=12-step",
        "/search?near=IL&free=mon-0900-1200&free=wed-0900-1200&free=mon-1730-2100&radius=1",
        "/search?near=Peoria,+IL&radius=1&hours-min=9&hours-max=19&accepting=1&confirmed-within=90",
        "/search?near=Peoria,+IL&care=outpatient&hours-max=19&accepting=1&confirmed-within=1&q=zzzz",
        "/search?radius=abc&colour=blue&therapy=tea&page=zero&free=never&near=IL&near=WI&q=detox",
        "/search?a=1&b=1&c=1&d=1&e=1&f=1&g=1&confirmed-within=x&radius=50",
        "/search?near=IL&page=9999",
        "/search?near=IL&page=2",
        "/search?near=Springfield",
        "/search?near=Peoira,+IL",
        "/search?q=rehab+cerca+de+mi",
        "/search?q=intesive+outpatient+61602",
    ],
    "guide.page": [f"/guide/{path.stem}" for path in ROOT.glob("data/guide/en/*.md")],
    "compare.show": [
        "/compare",
        "/compare?provider=harbor-house",
        "/compare?provider=harbor-house&provider=quiet-house&near=Peoria,+IL&name=zzzz",
        "/compare?provider=harbor-house&provider=nobody&provider=harbor-house&near=IL&name=house",
    ],
    "call_sheet.show": ["/call-sheet", "/call-sheet?provider=harbor-house&provider=long-name"],
    "call_sheet.table": ["/call-sheet.csv?provider=harbor-house&provider=long-name"],
    "call_sheet.reminders": ["/call-sheet.ics"],
    "providers.show": ["/providers/harbor-house", "/providers/quiet-house", "/providers/nobody"],
}
# Doors that are not pages for the public.
CLOSED = ("completing", "languages", "maps", "static")
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
        for address in addresses(site)
        if (words := sorted(set(english(visit(site, f"/es{address}")))))
    }

    assert left == {}


def test_every_page_is_there_in_both_languages(site: Flask) -> None:
    for address in addresses(site):
        assert visit(site, f"/es{address}").status_code == visit(site, address).status_code, address


def test_no_text_is_shown_in_its_english(site: Flask) -> None:
    texts = long_texts()

    for address in addresses(site):
        shown = told(visit(site, f"/es{address}"))
        assert [text for text in texts if text in shown] == [], address


def test_the_check_knows_english_when_it_sees_it(site: Flask) -> None:
    for address in addresses(site):
        assert english(visit(site, address)), address


def visit(app: Flask, address: str) -> TestResponse:
    return PageClient(app, app.response_class).get(address, follow_redirects=True)


def addresses(app: Flask) -> Iterator[str]:
    """Every public page; a new one is found by itself, unless its address has a blank."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in EXAMPLES:
            yield from EXAMPLES[rule.endpoint]
        elif is_read(rule) and "GET" in (rule.methods or ()):
            assert not rule.arguments, f"give an example of {rule.endpoint}"
            yield rule.rule
    yield "/nowhere"


def is_read(rule: Rule) -> bool:
    """Whether people read what is there, in their own language."""
    machines = rule.rule.split("/")[1] in languages.WITHOUT_LANGUAGE
    if machines and rule.rule.rstrip("/") not in languages.FOR_PEOPLE:
        return False
    return rule.endpoint.split(".")[0] not in CLOSED and not rule.rule.endswith(".css")


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
