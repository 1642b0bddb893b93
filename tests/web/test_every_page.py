"""What holds for every page there is, found by the routes themselves."""

import gzip
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import ROOT
from directory import context
from directory.web.languages import WITHOUT_LANGUAGE
from tests import furnishing
from tests.browser import sites
from tests.browser.pages import FORMS, NO_PAGES, OWN, PAGES, REVIEW, Seen, in_english, in_spanish
from tests.factories import Make
from tests.furnishing import Furnished
from tests.web.html import FETCHED, Page, PageClient

Visit = Callable[[Seen], TestResponse]
HOST = re.compile(r"(?<!:)//[a-z0-9-]+\.|https?://(?!www\.w3\.org/2000/svg)")
IMPORT = re.compile(r"^import .* from \"\./([\w.-]+)\"", re.MULTILINE)
FIRST_VIEW_BYTES = 60_000
EVERY = [*in_english(), *in_spanish()]
FILE = re.compile(r"\.(json|xml|atom|csv|ics|css)$|^/static/")


@pytest.fixture(scope="module")
def furnished(lasting_app: Flask) -> Furnished:
    Make(context.held(lasting_app)).listings(sites.all_of_them())
    return furnishing.furnish(lasting_app)


@pytest.fixture(scope="module")
def site(lasting_app: Flask, furnished: Furnished) -> PageClient:
    return PageClient(lasting_app, lasting_app.response_class)


@pytest.fixture(scope="module")
def visit(lasting_app: Flask, furnished: Furnished) -> Visit:
    """Opens a page as whoever sees it."""
    clients = furnishing.clients(lasting_app)

    def visit_(seen: Seen) -> TestResponse:
        return clients[seen.who].get(furnished.address(seen.address))

    return visit_


def test_no_page_is_missing_from_those_that_are_looked_at(
    site: PageClient, furnished: Furnished
) -> None:
    known = (*PAGES.values(), *FORMS.values(), *OWN.values(), *REVIEW.values())
    addresses = map(furnished.address, known)
    looked_at = {endpoint(site.application, address) for address in addresses}

    missing = [rule for rule in pages(site) if rule.endpoint not in looked_at | NO_PAGES]
    assert missing == [], "add them to PAGES in tests/browser/pages.py"


@pytest.mark.parametrize("seen", EVERY, ids=str)
def test_a_page_is_valid_and_fetches_nothing_from_elsewhere(visit: Visit, seen: Seen) -> None:
    answer = visit(seen)  # the client parses and checks it

    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert seen.needs_cookie or "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("seen", EVERY, ids=str)
def test_a_first_view_is_a_small_download(site: PageClient, visit: Visit, seen: Seen) -> None:
    answer = visit(seen)
    page = Page(answer.text)

    scripts = {each.attrib["src"] for each in page.all("script") if "src" in each.attrib}
    linked = {each.attrib["href"] for each in page.all("link") if each.get("rel") in FETCHED}
    parts = [answer.data, *(fetched(site, each) for each in scripts | linked)]

    assert sum(len(gzip.compress(part, 6)) for part in parts) < FIRST_VIEW_BYTES


def test_no_style_or_script_names_another_host() -> None:
    files = [*ROOT.glob("static/**/*.css"), *ROOT.glob("static/**/*.js")]

    assert len(files) > 5
    assert [file.name for file in files if HOST.search(file.read_text("utf-8"))] == []


def fetched(site: PageClient, address: str) -> bytes:
    """A file with all that it imports."""
    content: bytes = site.get(address, buffered=True).data
    more = IMPORT.findall(content.decode()) if address.split("?")[0].endswith(".js") else []
    return content + b"".join(fetched(site, f"/static/{name}") for name in more)


def pages(site: PageClient) -> Iterator[Rule]:
    """Every rule that answers with a page, and all that may: what a blank stands for is open."""
    for rule in site.application.url_map.iter_rules():
        first = rule.rule.split("/")[1]
        if "GET" not in (rule.methods or ()) or FILE.search(rule.rule):
            continue
        if is_page(site, rule.rule) if not rule.arguments else first not in WITHOUT_LANGUAGE:
            yield rule


def is_page(site: PageClient, address: str) -> bool:
    answer = site.get(address)
    return answer.mimetype == "text/html" and answer.status_code == 200


def endpoint(app: Flask, address: str) -> str | None:
    path, _, query = address.partition("?")
    try:
        return str(app.url_map.bind("").match(path, query_args=query)[0])
    except HTTPException:
        return None  # the address of an error
