"""What a listing says first, and what stands around it."""

from datetime import date

from directory.domain.listings import Openings
from directory.web import formats
from tests.factories import Make, program, said
from tests.web.html import PageClient, words


def test_a_listing_says_first_whom_it_takes_and_when(client: PageClient, make: Make) -> None:
    waiting = Openings(answer="waitlist", wait_days=12, reported_on=formats.today())
    site = make.listing(
        programs=(program("detox", openings=waiting), program("outpatient")),
        statements=(said("for", "veterans"),),
    )

    glance = words(client.page(f"/providers/{site.slug}").one("section", class_="glance"))

    assert "New clients Detox: Has a waiting list · wait about 12 days" in glance
    assert "Made for Veterans" in glance


def test_an_old_listing_parts_its_day_from_the_advice(client: PageClient, make: Make) -> None:
    site = make.listing(confirmed_on=date(2023, 3, 31))

    assert "years ago. Call before you go." in client.page(f"/providers/{site.slug}").main


def test_a_site_without_a_name_says_what_it_is_in_both_languages(client: PageClient) -> None:
    assert client.page("/").texts("a", class_="brand") == ["Treatment directory"]
    assert client.page("/es/").texts("a", class_="brand") == ["Directorio de tratamiento"]
