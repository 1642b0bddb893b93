from sqlalchemy import update

from directory import context
from directory.storage.models import ProviderRow
from tests.factories import Make
from tests.web.html import PageClient


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
