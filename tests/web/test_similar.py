from tests.factories import Make, listing, program
from tests.web.html import Page, PageClient


def similar(page: Page) -> str:
    (found,) = page.texts("section", **{"aria-labelledby": "similar"})
    return found


def test_similar_places_are_shown_with_level_and_distance(client: PageClient, make: Make) -> None:
    here, *_ = make.listings(
        [
            listing("Harbor House"),
            listing("Hill Clinic"),
            listing("Detox House", programs=(program("detox"),)),
        ]
    )

    shown = similar(client.page(f"/providers/{here.slug}"))

    assert "Hill Clinic Intensive outpatient about 1 mile · 100 Main Street" in shown
    assert "Detox House" not in shown


def test_without_similar_places_nothing_is_said_of_them(client: PageClient, make: Make) -> None:
    here = make.listing()

    assert "Similar places nearby" not in client.page(f"/providers/{here.slug}").main


def test_cards_and_listings_offer_to_compare_by_link(client: PageClient, make: Make) -> None:
    site = make.listing("Harbor House")

    for address in ("/search", f"/providers/{site.slug}"):
        page = client.page(address)
        assert page.link("Compare Harbor House") == f"/compare?provider={site.slug}"
