"""Listings that are paused, closed, merged or not accepted yet, at every door."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from directory import context
from directory.domain.acts import Act, Deed
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import ProviderStatus
from directory.services.follow_changes import follow_changes
from directory.storage import audit, statuses
from directory.storage.models import OldSlugRow, ProviderRow
from tests.factories import PEORIA, Make, listing, program
from tests.web.html import PageClient

HIDDEN = [each for each in ProviderStatus if each is not ProviderStatus.PUBLISHED]


def turn(app: Flask, site: Listing, status: ProviderStatus, act: Act | None = None) -> None:
    """Give it another status as a service does, and tell the index."""
    held = context.held(app)
    with held.database.writing() as session:
        statuses.change(session, site.id, status)
        if act:
            audit.note(session, Actor.COMMAND, Deed(act, site.slug, site.id))
        session.commit()
    follow_changes(held.database, held.engine)


def read_later(app: Flask, site: Listing) -> None:
    """Let years pass for the row, so that only the trail knows the day of the act."""
    with context.held(app).database.writing() as session:
        row = update(ProviderRow).where(ProviderRow.id == site.id)
        session.execute(
            row.values(updated_at=site.changed_at and site.changed_at.replace(year=2099))
        )
        session.commit()


@pytest.mark.parametrize("status", HIDDEN)
def test_no_door_shows_a_listing_that_is_not_published(
    app: Flask, client: PageClient, make: Make, status: ProviderStatus
) -> None:
    site, other = make.listings([listing("Willow Place"), listing("Harbor House")])
    program_id = site.programs[0].id
    turn(app, site, status)

    pages = [
        client.get(address)
        for address in (
            "/search",
            "/search?q=Willow+Place",
            "/search/map",
            f"/providers/{other.slug}",
            "/embed/search?near=Peoria,+IL",
            "/compare?provider=" + site.slug,
            "/call-sheet?provider=" + site.slug,
            "/call-sheet.csv?provider=" + site.slug,
            "/sitemaps/listings-1.xml",
            "/feeds/changes.atom",
            "/api/search",
            "/api/complete?q=willow",
            "/api/hsds/services",
            "/api/fhir/HealthcareService",
        )
    ]

    assert [each.request.path for each in pages if "Willow Place" in each.text] == []
    missing = (f"/api/fhir/HealthcareService/{program_id}", f"/api/fhir/Location/{site.id}")
    assert [client.get(each).status_code for each in missing] == [404, 404]


def test_a_paused_listing_says_since_when_and_to_call(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, ProviderStatus.PAUSED, Act.PAUSED)

    answer, page = client.get(f"/providers/{site.slug}"), client.page(f"/providers/{site.slug}")

    assert answer.status_code == 410
    assert page.heading == "Willow Place"
    assert "Peoria, IL This listing has been paused since " in page.main
    assert "Call and ask whether it takes new clients." in page.main
    assert page.link("(309) 555-0100") == "tel:+13095550100"
    assert "1-800-662-4357" in page.main
    assert page.link("Search near here") == "/search?near=Peoria%2C+IL"


def test_a_closed_listing_gives_no_number_that_rings_dead(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, ProviderStatus.CLOSED)

    answer, page = client.get(f"/providers/{site.slug}"), client.page(f"/providers/{site.slug}")

    assert answer.status_code == 410
    assert "This place has closed. We learned it on " in page.main
    assert "555-0100" not in page.main


def test_who_comes_to_a_closed_listing_is_shown_what_is_like_it(
    app: Flask, client: PageClient, make: Make
) -> None:
    site, _ = make.listings(
        [listing(name, programs=(program("detox"),)) for name in ("Willow Place", "Hill House")]
    )
    turn(app, site, ProviderStatus.CLOSED)

    page = client.page(f"/providers/{site.slug}")

    assert "Similar places nearby" in page.main
    assert "Hill House" in page.main


def test_the_page_of_a_hidden_address_tells_its_town_alone(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Safe House", address=replace(PEORIA, confidential=True))
    turn(app, site, ProviderStatus.PAUSED)

    page = client.get(f"/providers/{site.slug}").text

    assert [word for word in ("100 Main", "61602", "40.69") if word in page] == []


@pytest.mark.parametrize("status", [ProviderStatus.PENDING, ProviderStatus.MERGED])
def test_what_was_never_shown_or_became_another_has_no_page(
    app: Flask, client: PageClient, make: Make, status: ProviderStatus
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, status)

    answer = client.get(f"/providers/{site.slug}")

    assert answer.status_code == 404
    assert "Willow" not in answer.text


def test_a_merged_listing_leads_to_the_one_that_is_kept(
    app: Flask, client: PageClient, make: Make
) -> None:
    gone, kept = make.listings([listing("Willow Place"), listing("Harbor House")])
    turn(app, gone, ProviderStatus.MERGED)
    with context.held(app).database.writing() as session:
        session.add(OldSlugRow(slug=gone.slug, provider_id=kept.id))
        session.commit()

    answer = client.get(f"/providers/{gone.slug}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/providers/{kept.slug}")


def test_programs_that_read_are_told_that_a_listing_is_gone(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, ProviderStatus.CLOSED)

    answer = client.get(f"/api/providers/{site.slug}")

    assert answer.status_code == 410
    assert answer.get_json()["detail"].startswith("The listing has been closed since ")


def test_the_day_is_that_of_the_act_and_not_of_a_later_change(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, ProviderStatus.PAUSED, Act.PAUSED)
    read_later(app, site)

    assert "2099" not in client.page(f"/providers/{site.slug}").main


def test_a_listing_that_is_resumed_is_found_again(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Willow Place")
    turn(app, site, ProviderStatus.PAUSED)
    turn(app, site, ProviderStatus.PUBLISHED)

    assert client.get(f"/providers/{site.slug}").status_code == 200
    assert "Willow Place" in client.page("/search").main
