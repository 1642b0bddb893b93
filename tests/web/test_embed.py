"""The search within other sites' pages: only it may be framed, and it leads to the whole site."""

import html
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from directory.domain.facts import SourceKind
from tests import factories
from tests.factories import SOURCE, Make, program, said
from tests.web.html import Page, PageClient, words

MADE_UP = replace(SOURCE, slug="demonstration", kind=SourceKind.DEMONSTRATION)
FRAMED = [
    "/embed/search",
    "/es/embed/search",
    "/embed/search?near=Springfield",
    "/embed/search?q=x",
]
ELSEWHERE = ["/", "/embed", "/es/embed", "/search", "/shortlist", "/nowhere", "/embed/nowhere"]


@pytest.mark.parametrize("address", FRAMED)
def test_the_search_may_be_shown_by_any_site(visitor: PageClient, address: str) -> None:
    headers = visitor.get(address).headers

    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nothing_else_may(visitor: PageClient, address: str) -> None:
    headers = visitor.get(address).headers

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", FRAMED)
def test_it_has_no_script_and_loads_one_sheet(visitor: PageClient, address: str) -> None:
    page = Page(visitor.get(address).text)

    assert page.all("script") == []
    (sheet,) = page.all("link")
    assert sheet.attrib["href"].startswith("/static/embed.css?")


def test_it_lists_what_it_finds_and_opens_the_whole_site(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")

    page = client.page("/embed/search", near="Peoria, IL", care="intensive-outpatient")

    assert "1 place within 25 miles of Peoria, IL" in page.main
    assert page.link("Harbor House") == f"/providers/{site.slug}"
    assert page.link("See 1 place").startswith("/search?near=Peoria")
    for link in page.all("a"):
        if not link.attrib["href"].startswith("tel:"):
            assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_without_a_question_it_only_asks(client: PageClient, make: Make) -> None:
    make.listing("Harbor House")

    page = client.page("/embed/search", scheme="dark", limit="3")

    assert "Harbor House" not in page.main
    assert page.root.get("class") == "dark"


def test_what_the_partner_set_stays_when_a_visitor_searches(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page(
        "/embed/search", care="detox", insurance="medicaid", scheme="light", limit="2", near="IL"
    )

    hidden = [(each.get("name"), each.get("value")) for each in page.all("input", type="hidden")]
    assert sorted(hidden) == [
        ("care", "detox"),
        ("insurance", "medicaid"),
        ("limit", "2"),
        ("scheme", "light"),
    ]


def test_what_a_visitor_wrote_can_be_written_anew(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/embed/search", q="evening IOP with Medicaid", near="Peoria, IL")

    assert page.values("q") == ["evening IOP with Medicaid"]
    assert page.all("input", type="hidden") == []
    assert "Medicaid" in page.texts("p", class_="asked")[0]


@pytest.mark.parametrize(
    ("limit", "count"), [("1", 1), ("3", 3), ("", 5), ("-4", 1), ("99", 6), ("x", 5)]
)
def test_a_partner_says_how_many_are_listed(
    client: PageClient, make: Make, limit: str, count: int
) -> None:
    make.listings([factories.listing(f"House {number}") for number in range(6)])

    page = client.page("/embed/search", near="Peoria, IL", limit=limit)

    assert len(page.all("h3")) == count


def test_what_is_not_reported_is_to_be_asked(client: PageClient, make: Make) -> None:
    make.listing("Harbor House", statements=(said("insurance", "private"),))

    page = client.page("/embed/search", insurance="aetna", near="Peoria, IL")

    assert "Ask about Aetna (not reported)." in page.main


def test_an_open_place_is_asked_for_within_the_frame(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/embed/search", near="Springfield", care="detox")

    link = page.link("Springfield, IL")
    assert urlsplit(link).path == "/embed/search"
    assert ("care", "detox") in parse_qsl(urlsplit(link).query)


def test_danger_is_met_first_here_too(client: PageClient, make: Make) -> None:
    make.listing(programs=(program("detox"),))

    page = client.page("/embed/search", care="detox", near="Peoria, IL")

    assert "Is someone in danger right now?" in page.main


def test_nothing_found_says_what_to_do(client: PageClient, make: Make) -> None:
    make.listing()

    page = client.page("/embed/search", therapy="emdr", near="Peoria, IL")

    assert "No place here says all of this." in page.main
    assert page.link("Search on the whole site").startswith("/search?")


def test_made_up_listings_say_so_in_a_frame(client: PageClient, make: Make) -> None:
    made_up = replace(said("therapy", "cbt"), source=MADE_UP)
    make.listing(demonstration=True, statements=(made_up,))

    assert "These are made-up example listings." in client.get("/embed/search").text


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_code_to_copy_is_a_frame_that_works(
    client: PageClient, make: Make, prefix: str
) -> None:
    make.listing("Harbor House", statements=(said("insurance", "medicaid"),))

    page = client.page(
        f"{prefix}/embed", near="Peoria, IL", insurance="medicaid", language="es", scheme="dark"
    )

    code = words(page.one("textarea"))
    source = html.unescape(code.split('src="')[1].split('"')[0])
    assert source.startswith("http://localhost/es/embed/search?")
    frame = Page(client.get(source.removeprefix("http://localhost")).text)
    assert "Harbor House" in frame.main
    assert frame.root.get("class") == "dark"
    assert page.one("iframe").attrib["src"] == source.removeprefix("http://localhost")


def test_no_word_of_the_address_gets_out_of_the_code(visitor: PageClient) -> None:
    page = visitor.page("/embed", near='"></textarea><script>alert(1)</script>')

    assert "<script>alert" not in words(page.one("textarea"))
    assert [each for each in page.all("script") if not each.get("src")] == []


def test_a_language_that_is_not_spoken_is_the_page_s_own(visitor: PageClient) -> None:
    page = visitor.page("/es/embed", language="xx", scheme="pink")

    assert page.one("iframe").attrib["src"] == "/es/embed/search"
