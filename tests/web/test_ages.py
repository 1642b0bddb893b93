from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl

from directory.domain.facts import OWN_WORD
from directory.domain.listings import Listing, Openings
from directory.web import ages, formats
from tests import factories
from tests.factories import Make, said
from tests.web.html import Page, PageClient


def long_ago() -> date:
    return formats.today() - timedelta(days=400)


def kept(name: str, **fields: object) -> Listing:
    """A listing that the provider spoke for, and no one since."""
    own = replace(said("therapy", "cbt"), source=OWN_WORD, reported_on=long_ago())
    told = {"statements": (own,), "confirmed_on": long_ago()} | fields
    return factories.listing(name, **told)


def followed(client: PageClient, link: str) -> Page:
    path, _, asked = link.partition("?")
    return client.page(path, **dict(parse_qsl(asked)))


def test_only_a_late_or_missing_confirmation_is_old() -> None:
    assert ages.is_old(None)
    assert ages.is_old(formats.today() - timedelta(days=366))
    assert not ages.is_old(formats.today() - timedelta(days=30))


def test_an_answer_about_openings_holds_for_two_weeks() -> None:
    two_weeks_ago = formats.today() - timedelta(days=14)

    assert ages.hold(Openings(answer="yes", reported_on=two_weeks_ago))
    assert not ages.hold(Openings(answer="yes", reported_on=two_weeks_ago - timedelta(days=1)))
    assert not ages.hold(Openings(answer="yes"))
    assert not ages.hold(Openings(reported_on=two_weeks_ago))


def test_results_say_how_many_nobody_confirmed_and_offer_them(
    client: PageClient, make: Make
) -> None:
    make.listings([kept("Old House"), factories.listing("Harbor House")])

    page = client.page("/search", near="Peoria, IL")

    assert page.heading.startswith("1 place ")
    assert "1 listing that nobody has confirmed for more than a year is left out." in page.main
    older = followed(client, page.link("Show it"))
    assert older.heading.startswith("2 places ")
    assert "left out" not in older.main
    assert "also those not confirmed for more than a year" in older.main


def test_who_finds_nothing_is_offered_what_nobody_confirmed(client: PageClient, make: Make) -> None:
    make.listings([kept("Old House"), kept("Hill House")])

    page = client.page("/search", therapy="cbt")

    assert "Nothing here has all of it" in page.main
    assert "2 listings that nobody has confirmed for more than a year are left out" in page.main
    assert followed(client, page.link("Show them")).heading.startswith("2 places ")


def test_the_wish_for_older_listings_survives_other_filters(client: PageClient, make: Make) -> None:
    make.listings([kept("Old House")])

    page = client.page("/search", older="1")

    assert page.values("older") == ["1"]


def test_a_listing_that_left_is_found_by_its_name_and_says_how_long_ago(
    client: PageClient, make: Make
) -> None:
    make.listings([kept("Willow Creek House")])

    found = client.page("/search", q="Willow Creek House")

    assert found.heading.startswith("1 place ")
    page = client.page(found.link("Willow Creek House"))
    assert "Nobody has confirmed this listing for 13 months" in page.main
    assert "Call first and ask whether it is still there." in page.main


def test_a_list_that_still_names_a_place_keeps_it_however_old(
    client: PageClient, make: Make
) -> None:
    site = make.listing(confirmed_on=long_ago())

    page = client.page("/search")

    assert page.heading.startswith("1 place ")
    assert "left out" not in page.main
    assert "Nobody has confirmed" not in client.page(f"/providers/{site.slug}").main


def test_the_data_interface_tells_what_is_left_out(client: PageClient, make: Make) -> None:
    make.listings([kept("Old House")])

    plain, older = (
        client.get("/api/search", query_string={"older": wish}).get_json() for wish in ("", "1")
    )

    assert (plain["total"], plain["left_out"], plain["criteria"]["older"]) == (0, 1, False)
    assert (older["total"], older["left_out"], older["criteria"]["older"]) == (1, 0, True)


def test_the_data_interface_says_whether_openings_still_count(
    client: PageClient, make: Make
) -> None:
    site = make.listing(
        programs=(
            factories.program(
                "detox", openings=Openings(answer="yes", reported_on=formats.today())
            ),
            factories.program(
                "outpatient", openings=Openings(answer="yes", reported_on=long_ago())
            ),
        )
    )

    told = client.get(f"/api/providers/{site.slug}").get_json()

    assert [each["openings"]["current"] for each in told["programs"]] == [True, False]
    assert told["programs"][1]["openings"]["reported_on"] == long_ago().isoformat()
