"""What search engines and those who share a link are told of a page."""

import urllib.robotparser
from dataclasses import replace

import pytest
from flask import Flask

from directory import context
from tests.factories import Make
from tests.web.html import Page, PageClient

FOUND = ["/", "/guide/", "/guide/levels", "/guide/data", "/guide/which-level", "/embed", "/exports"]
NOT_FOUND = [
    "/shortlist",
    "/compare",
    "/call-sheet",
    "/embed/search",
    "/nowhere",
]


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("address", FOUND)
def test_a_page_to_be_found_has_one_address(visitor: PageClient, address: str, prefix: str) -> None:
    page = visitor.page(f"{prefix}{address}", **{"from": "newsletter"})

    assert meta(page, "robots") == []
    assert canonical(page) == f"http://localhost{prefix}{address}"


@pytest.mark.parametrize("address", ["/search", "/es/search"])
def test_all_places_are_to_be_found_but_no_search_among_them(
    visitor: PageClient, address: str
) -> None:
    assert meta(visitor.page(address), "robots") == []
    assert meta(visitor.page(address, near="IL"), "robots") == ["noindex"]
    assert meta(visitor.page(address, q="iop"), "robots") == ["noindex"]


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("address", NOT_FOUND)
def test_what_a_person_gathered_is_not_to_be_found(
    visitor: PageClient, address: str, prefix: str
) -> None:
    page = visitor.page(f"{prefix}{address}")

    assert meta(page, "robots") == ["noindex"]


def test_a_listing_is_found_by_its_own_words(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor <House>", slug="harbor-house")

    page = client.page(f"/es/providers/{site.slug}")

    assert meta(page, "robots") == []
    assert canonical(page) == f"http://localhost/es/providers/{site.slug}"
    assert meta(page, "description") == meta(page, "og:description")
    assert meta(page, "description")[0].startswith("Harbor <House> en Peoria, IL")
    assert meta(page, "og:title") == ["Harbor <House>"]
    assert meta(page, "og:locale") == ["es_US"]


@pytest.mark.parametrize("address", ["/", "/search?near=IL", "/guide/levels"])
def test_a_shared_link_brings_no_picture_and_nothing_from_elsewhere(
    visitor: PageClient, address: str
) -> None:
    page = Page(visitor.get(address).text)

    named = [each.get("property") or each.get("name") for each in page.all("meta")]
    assert not [name for name in named if name and "image" in name]
    assert meta(page, "twitter:card") == ["summary"]
    assert meta(page, "og:url") == [canonical(page)]
    loaded = [*page.all("script"), *page.all("link", rel="stylesheet"), *page.all("img")]
    assert not [each for each in loaded if "//" in (each.get("src") or each.get("href") or "")]


def test_robots_may_read_listings_and_follow_no_search(visitor: PageClient) -> None:
    answer = visitor.get("/robots.txt")

    robots = urllib.robotparser.RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert answer.mimetype == "text/plain"
    for address in ("/", "/providers/harbor-house", "/es/providers/harbor-house", "/guide/levels"):
        assert robots.can_fetch("anybot", address)
    for address in ("/search?near=IL", "/es/search?q=iop", "/compare?provider=a", "/api/search"):
        assert not robots.can_fetch("anybot", address)
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]


def test_a_site_that_knows_its_name_says_it_everywhere(app: Flask, client: PageClient) -> None:
    held = context.held(app)
    held.settings = replace(held.settings, base_url="https://treatment.example.org")

    robots = client.get("/robots.txt", headers={"Host": "somewhere.else"}).text
    page = Page(client.get("/", headers={"Host": "somewhere.else"}).text)

    assert "Sitemap: https://treatment.example.org/sitemap.xml" in robots
    assert canonical(page) == "https://treatment.example.org/"


def test_every_page_names_the_feed_of_changes(visitor: PageClient) -> None:
    page = visitor.page("/es/")

    (feed,) = page.all("link", type="application/atom+xml")
    assert feed.attrib["href"] == "/feeds/changes.atom"


def canonical(page: Page) -> str:
    return page.one("link", rel="canonical").attrib["href"]


def meta(page: Page, name: str) -> list[str]:
    return [
        each.attrib["content"]
        for each in page.all("meta")
        if name in (each.get("name"), each.get("property"))
    ]
