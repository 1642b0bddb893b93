import pytest
from sqlalchemy import update

from config import DATA
from directory import context
from directory.domain.vocabulary import Facet, Selection
from directory.storage.models import ProviderRow
from directory.web import guide
from tests.factories import Make
from tests.web.html import PageClient

SLUGS = sorted(path.stem for path in DATA.glob("guide/en/*.md"))


def test_the_guide_begins_with_what_is_urgent_and_lists_every_page(visitor: PageClient) -> None:
    page = visitor.page("/guide/")

    listed = [each.attrib["href"] for each in page.one("main").iter("a")]
    assert listed[0] == "/guide/crisis"
    assert set(listed) == {f"/guide/{slug}" for slug in (*SLUGS, "which-level")}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_has_contents_sources_and_the_day_of_its_last_review(
    visitor: PageClient, slug: str
) -> None:
    page = visitor.page(f"/guide/{slug}")

    assert len(list(page.one("nav", class_="contents").iter("a"))) > 2
    assert "Last reviewed Nov 22, 2026" in page.main
    assert "source-1" in page.ids


def test_a_source_says_its_publisher_and_date(visitor: PageClient) -> None:
    main = visitor.page("/guide/levels").main

    assert "ASAM: The ASAM Criteria, Fourth Edition, Volume 1: Adults, 2023" in main
    assert "Medicare.gov: Mental health care (partial hospitalization), read Nov 22, 2026" in main
    assert "Best Practices for Recovery Housing (PEP23-10-00-002), September 2023" in main


def test_a_page_in_spanish_stays_in_spanish(visitor: PageClient) -> None:
    page = visitor.page("/es/guide/levels")

    assert page.heading == "Niveles de atención, lado a lado"
    assert page.one("a", rel="next").attrib["href"] == "/es/guide/week-in-iop"
    assert "septiembre de 2023" in page.main


def test_pages_lead_to_the_ones_before_and_after(visitor: PageClient) -> None:
    page = visitor.page("/guide/levels")

    assert page.one("a", rel="prev").attrib["href"] == "/guide/crisis"
    assert page.one("a", rel="next").attrib["href"] == "/guide/week-in-iop"
    assert visitor.page("/guide/crisis").all("a", rel="prev") == []


def test_every_page_leads_to_the_guide(visitor: PageClient) -> None:
    page = visitor.page("/")

    assert page.link("Guide") == "/guide/"
    assert page.link("In a crisis") == "/guide/crisis"
    assert page.link("Your privacy") == "/guide/privacy"


def test_the_guide_without_its_slash_leads_to_it(visitor: PageClient) -> None:
    assert visitor.get("/guide", follow_redirects=True).request.path == "/guide/"


def test_a_page_that_is_not_there_is_said_to_be_missing(visitor: PageClient) -> None:
    assert visitor.get("/guide/nowhere").status_code == 404


def test_a_table_of_levels_can_be_reached_and_scrolled_by_keyboard(visitor: PageClient) -> None:
    box = visitor.page("/guide/levels").one("div", class_="scroll")

    assert box.attrib["tabindex"] == "0"
    assert box.attrib["aria-labelledby"] == "side-by-side"


@pytest.mark.parametrize(
    ("selection", "address"),
    [
        (Selection(Facet.THERAPY, "cbt"), "/guide/therapies#cbt"),
        (Selection(Facet.CARE, "detox"), "/guide/levels#detox"),
        (Selection(Facet.INSURANCE, "medicaid"), ""),
        (Selection(Facet.THERAPY, "unheard-of"), ""),
    ],
)
def test_a_term_leads_to_its_explanation(
    visitor: PageClient, selection: Selection, address: str
) -> None:
    with visitor.application.test_request_context("/"):
        assert guide.explanation(selection) == address


@pytest.mark.parametrize(
    ("written", "said"),
    [("2006", "2006"), ("2023-09", "September 2023"), ("2022-04-05", "Apr 5, 2022")],
)
def test_a_date_is_said_no_more_finely_than_it_is_known(
    visitor: PageClient, written: str, said: str
) -> None:
    with visitor.application.test_request_context("/"):
        assert guide.dated(written) == said


def test_the_data_page_names_every_source_with_its_day(visitor: PageClient) -> None:
    main = visitor.page("/guide/data").main

    assert "County list 2026" in main
    assert "Mar 31, 2026" in main


def test_the_data_page_parts_the_words_about_a_source(visitor: PageClient) -> None:
    main = visitor.page("/guide/data").main

    assert "Some County. It speaks for Mar 31, 2026. Where it is published" in main


def test_the_data_page_leaves_out_sources_that_no_published_listing_stands_on(
    client: PageClient, make: Make
) -> None:
    make.listing()
    with context.held(client.application).database.writing() as session:
        session.execute(update(ProviderRow).values(status="closed"))
        session.commit()

    main = client.page("/guide/data").main

    assert "County list 2026" not in main
    assert "No list has been loaded" in main


def test_the_data_page_credits_geonames_and_its_licence(visitor: PageClient) -> None:
    page = visitor.page("/guide/data")

    assert page.link("GeoNames") == "https://www.geonames.org/"
    assert page.link("Creative Commons Attribution 4.0").endswith("/licenses/by/4.0/")
    assert "public domain" in page.main


def test_the_ranking_page_says_that_nobody_pays(visitor: PageClient) -> None:
    assert "Nobody can pay" in visitor.page("/guide/ranking").main
