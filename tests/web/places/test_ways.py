from dataclasses import replace

import pytest
from flask import Flask

from directory import context
from directory.domain.facts import SourceKind
from directory.domain.places import Precision
from tests.factories import PEORIA, SOURCE, Make, said
from tests.web.html import Page, PageClient, words


def mistake(page: Page) -> str:
    """What the page says of telling somebody about one."""
    (found,) = page.texts("section", **{"aria-labelledby": "mistake"})
    return found


def test_the_way_there_opens_only_when_a_person_wants_it(client: PageClient, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, precision=Precision.EXACT))

    page = client.page(f"/providers/{site.slug}")

    (outside,) = [each for each in page.all("a") if "openstreetmap" in words(each)]
    assert outside.get("rel") == "noreferrer noopener"
    assert "query=100%20Main%20Street%2C%20Peoria%2C%20IL%2061602" in outside.attrib["href"]
    assert page.link("maps app").startswith("geo:40.6936,-89.589?q=100%20Main")


def test_a_point_that_is_only_known_roughly_is_not_handed_on(
    client: PageClient, make: Make
) -> None:
    site = make.listing()

    assert client.page(f"/providers/{site.slug}").link("maps app").startswith("geo:0,0?q=100")


def test_a_private_address_has_no_way_there(client: PageClient, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True))

    html = client.get(f"/providers/{site.slug}").text

    assert "is kept private to protect the people there" in html
    assert "geo:" not in html
    assert "openstreetmap" not in html


def test_a_mistake_is_told_to_who_published_it(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(said("therapy", "cbt"),))

    page = client.page(f"/providers/{site.slug}")

    told = mistake(page)
    assert "County list 2026, Some County" in told
    assert "Is this yours?" in told
    assert "Write to those who keep this site" not in told


def test_a_mistake_is_told_to_the_operator_where_there_is_a_mailbox(
    client: PageClient, make: Make, lasting_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make.listing("Harbor & House")
    held = context.held(lasting_app)
    mailbox = "listings@example.org"
    monkeypatch.setattr(held, "settings", replace(held.settings, contact_email=mailbox))

    page = client.page(f"/providers/{site.slug}")

    assert page.link("listings@example.org") == (
        "mailto:listings@example.org?subject=A%20mistake%20in%20the%20listing%20of%20"
        "Harbor%20%26%20House"
    )


def test_a_made_up_listing_has_no_mistakes_to_tell(client: PageClient, make: Make) -> None:
    made_up = replace(SOURCE, slug="demonstration", kind=SourceKind.DEMONSTRATION)
    fact = replace(said("therapy", "cbt"), source=made_up)
    site = make.listing(demonstration=True, statements=(fact,))

    told = mistake(client.page(f"/providers/{site.slug}"))

    assert "made-up example" in told
    assert "Is this yours?" not in told
