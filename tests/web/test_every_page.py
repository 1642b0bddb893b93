"""What holds for every page there is, found by the routes themselves."""

import gzip
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from config import ROOT
from directory import context
from directory.web.languages import WITHOUT_LANGUAGE
from tests.browser import sites
from tests.browser.pages import NO_PAGES, PAGES, SIGNED_IN, SPANISH, WITH_FORMS
from tests.factories import Make
from tests.web.html import FETCHED, Page, PageClient

HOST = re.compile(r"(?<!:)//[a-z0-9-]+\.|https?://(?!www\.w3\.org/2000/svg)")
IMPORT = re.compile(r"^import .* from \"\./([\w.-]+)\"", re.MULTILINE)
FIRST_VIEW_BYTES = 60_000
EVERY = [*PAGES.values(), *SPANISH.values()]
FILE = re.compile(r"\.(json|xml|atom|csv|ics|css)$|^/static/")


@pytest.fixture(scope="module")
def site(lasting_app: Flask) -> PageClient:
    Make(context.held(lasting_app)).listings(sites.all_of_them())
    return PageClient(lasting_app, lasting_app.response_class)


def test_no_page_is_missing_from_those_that_are_looked_at(site: PageClient) -> None:
    looked_at = {endpoint(site.application, address) for address in (PAGES | SIGNED_IN).values()}

    missing = [rule for rule in pages(site) if rule.endpoint not in looked_at | NO_PAGES]
    assert missing == [], "add them to PAGES in tests/browser/pages.py"


@pytest.mark.parametrize("address", EVERY)
def test_a_page_is_valid_and_fetches_nothing_from_elsewhere(site: PageClient, address: str) -> None:
    answer = site.get(address)  # the client parses and checks it

    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    is_form = address.removeprefix("/es") in WITH_FORMS.values()
    assert is_form or "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", EVERY)
def test_a_first_view_is_a_small_download(site: PageClient, address: str) -> None:
    answer = site.get(address)
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
