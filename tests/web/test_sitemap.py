from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import update

from directory import context
from directory.services.announce_changes import Links, announce_changes
from directory.storage import outbox
from directory.storage.models import ProviderRow
from directory.web import sitemap
from tests import factories
from tests.factories import Make
from tests.web.html import PageClient

ATOM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LATER = datetime.fromisoformat("2126-04-01T09:30")


def test_the_index_leads_to_every_listing(client: PageClient, make: Make) -> None:
    made = make.listings([factories.listing(f"House {number}") for number in range(3)])

    addresses = [address for part in parts(client) for address in locations(read(client, part))]

    for site in made:
        assert f"http://localhost/providers/{site.slug}" in addresses
        assert f"http://localhost/es/providers/{site.slug}" in addresses
    assert len(addresses) == len(set(addresses))


def test_every_address_in_it_is_there_and_to_be_found(client: PageClient, make: Make) -> None:
    make.listing()

    for part in parts(client):
        for address in locations(read(client, part)):
            page = client.page(address.removeprefix("http://localhost"))
            assert page.one("link", rel="canonical").attrib["href"] == address
            assert page.all("meta", name="robots") == []


def test_parts_are_small(client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "IN_A_PART", 2)
    make.listings([factories.listing(f"House {number}") for number in range(5)])

    counts = [len(locations(read(client, part))) for part in parts(client)[1:]]

    assert counts == [4, 4, 2]  # each in two languages


def test_no_part_can_be_larger_than_promised() -> None:
    assert 2 * sitemap.IN_A_PART <= 5000


def test_each_address_names_all_its_languages(client: PageClient, make: Make) -> None:
    site = make.listing()

    for url in read(client, "/sitemaps/listings-1.xml").iter(f"{ATOM}url"):
        links = {each.get("hreflang"): each.get("href") for each in url.iter(f"{XHTML}link")}
        assert links == {
            "en": f"http://localhost/providers/{site.slug}",
            "es": f"http://localhost/es/providers/{site.slug}",
            "x-default": f"http://localhost/providers/{site.slug}",
        }


def test_the_date_is_that_of_the_last_change(app: Flask, client: PageClient, make: Make) -> None:
    make.listings([factories.listing("Harbor House"), factories.listing("Hill House")])
    announce(app, LATER - timedelta(days=9))
    touch(app, "Hill House")
    announce(app, LATER)

    dates = [each.text for each in read(client, "/sitemaps/listings-1.xml").iter(f"{ATOM}lastmod")]
    index = [each.text for each in read(client, "/sitemap.xml").iter(f"{ATOM}lastmod")]

    assert dates == ["2126-03-23T09:30:00+00:00"] * 2 + ["2126-04-01T09:30:00+00:00"] * 2
    assert index[1] == "2126-04-01T09:30:00+00:00"


def test_who_read_it_gets_it_again_only_when_it_changed(
    app: Flask, client: PageClient, make: Make
) -> None:
    make.listing("Harbor House")
    announce(app, LATER)
    address = "/sitemaps/listings-1.xml"
    seen = client.get(address).headers["Last-Modified"]

    same = client.get(address, headers={"If-Modified-Since": seen})
    touch(app, "Harbor House", status="closed")
    announce(app, LATER + timedelta(days=1))
    other = client.get(address, headers={"If-Modified-Since": seen})

    assert (same.status_code, same.data) == (304, b"")
    assert other.status_code == 200
    assert locations(ElementTree.fromstring(other.data)) == []


@pytest.mark.parametrize("number", ["0", "2", "-1", "999999999999999999999999", "x"])
def test_there_is_no_other_part(client: PageClient, make: Make, number: str) -> None:
    make.listing()

    assert client.get(f"/sitemaps/listings-{number}.xml").status_code == 404


def test_an_empty_directory_has_its_pages(client: PageClient) -> None:
    (pages,) = parts(client)

    addresses = locations(read(client, pages))
    assert {f"http://localhost{each}" for each in ("/guide/levels", "/api/docs")} <= {*addresses}


def read(client: PageClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.mimetype == "application/xml"
    return ElementTree.fromstring(answer.data)


def locations(root: Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{ATOM}loc")]


def parts(client: PageClient) -> list[str]:
    index = read(client, "/sitemap.xml")
    return [address.removeprefix("http://localhost") for address in locations(index)]


def announce(app: Flask, at: datetime) -> None:
    announce_changes(context.held(app).database, Links(""), at)
    context.session().rollback()  # the requests of a test share it, and what it saw first


def touch(app: Flask, name: str, **values: str) -> None:
    with context.held(app).database.writing() as session:
        found = update(ProviderRow).where(ProviderRow.name == name)
        ids = session.scalars(
            found.values(updated_at=datetime.now(UTC), **values).returning(ProviderRow.id)
        )
        outbox.note(session, list(ids))
        session.commit()
