"""What is new, changed or gone, as a feed reader sees it."""

from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import update

from directory import context
from directory.domain.listings import Address
from directory.services.announce_changes import Links, announce_changes
from directory.storage import outbox
from directory.storage.models import ProviderRow
from tests import factories
from tests.factories import PEORIA, Make
from tests.web.html import PageClient

ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}"
NOW = datetime.fromisoformat("2026-04-01T09:30")
LATER = NOW + timedelta(days=1)


def test_a_new_listing_is_told_with_its_page_in_each_language(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Harbor & House")
    announce(app, NOW)

    (entry,) = entries(read(client))

    assert text(entry, "id") == f"tag:localhost,2026:listing/{site.id}"
    assert text(entry, "title") == "Harbor & House, Peoria, IL"
    assert text(entry, "summary") == "New in the directory."
    assert text(entry, "updated") == text(entry, "published") == "2026-04-01T09:30:00+00:00"
    assert [(each.get("hreflang"), each.get("href")) for each in entry.iter(f"{ATOM}link")] == [
        ("en", f"http://localhost/providers/{site.slug}"),
        ("es", f"http://localhost/es/providers/{site.slug}"),
    ]


def test_the_feed_has_what_the_format_asks_for(app: Flask, client: PageClient, make: Make) -> None:
    make.listing()
    announce(app, NOW)

    feed = read(client)

    assert feed.tag == f"{ATOM}feed"
    assert text(feed, "id") == "tag:localhost,2026:changes"
    assert text(feed, "updated") == "2026-04-01T09:30:00+00:00"
    assert text(feed, "title")
    assert text(feed.find(f"{ATOM}author") or feed, "name")
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/feeds/changes.atom"


def test_a_change_keeps_the_name_of_the_entry(app: Flask, client: PageClient, make: Make) -> None:
    make.listing("Harbor House")
    announce(app, NOW)
    (before,) = entries(read(client))

    touch(app, slug="harbor-house-of-peoria")
    announce(app, LATER)

    (after,) = entries(read(client))
    assert text(after, "id") == text(before, "id")
    assert text(after, "summary") == "Something in this listing changed."
    assert text(after, "published") == "2026-04-01T09:30:00+00:00"
    assert text(after, "updated") == "2026-04-02T09:30:00+00:00"


def test_what_was_taken_away_is_marked_as_deleted(
    app: Flask, client: PageClient, make: Make
) -> None:
    site = make.listing("Harbor House")
    announce(app, NOW)
    touch(app, status="closed")
    announce(app, LATER)

    feed = read(client)

    assert entries(feed) == []
    (gone,) = feed.iter(f"{DELETED}deleted-entry")
    assert gone.get("ref") == f"tag:localhost,2026:listing/{site.id}"
    assert gone.get("when") == "2026-04-02T09:30:00+00:00"
    told = client.get("/feeds/changes.atom").text
    assert [word for word in ("Harbor", "Peoria", site.slug) if word in told] == []


def test_a_state_has_its_own_feed(app: Flask, client: PageClient, make: Make) -> None:
    make.listings([factories.listing("Harbor House"), factories.listing("Far", address=texas())])
    announce(app, NOW)

    titles = [text(entry, "title") for entry in entries(read(client, "/feeds/changes/TX.atom"))]
    empty = read(client, "/feeds/changes/AK.atom")

    assert titles == ["Far, Austin, TX"]
    assert entries(empty) == []
    assert text(empty, "updated") == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("state", ["ZZ", "tx", "Texas", "%00"])
def test_what_is_no_state_has_no_feed(client: PageClient, state: str) -> None:
    assert client.get(f"/feeds/changes/{state}.atom").status_code == 404


@pytest.mark.parametrize("name", ["If-None-Match", "If-Modified-Since"])
def test_who_read_it_gets_it_again_only_when_it_changed(
    app: Flask, client: PageClient, make: Make, name: str
) -> None:
    make.listing()
    announce(app, NOW)
    first = client.get("/feeds/changes.atom").headers
    seen = {name: first["ETag" if name == "If-None-Match" else "Last-Modified"]}

    same = client.get("/feeds/changes.atom", headers=seen)
    touch(app, status="closed")
    announce(app, LATER)
    other = client.get("/feeds/changes.atom", headers=seen)

    assert (same.status_code, same.data, other.status_code) == (304, b"", 200)


def test_a_private_address_is_not_told(app: Flask, client: PageClient, make: Make) -> None:
    make.listing("Safe House", address=replace(PEORIA, confidential=True))
    announce(app, NOW)

    feed = client.get("/feeds/changes.atom").text

    assert "Safe House, Peoria, IL" in feed
    assert "Main Street" not in feed
    assert "61602" not in feed


def test_a_made_up_listing_says_so(app: Flask, client: PageClient, make: Make) -> None:
    make.listing("Example House", demonstration=True)
    announce(app, NOW)

    (entry,) = entries(read(client))

    assert text(entry, "title").startswith("Made-up example: Example House")


def test_letters_that_xml_forbids_do_not_break_it(
    app: Flask, client: PageClient, make: Make
) -> None:
    make.listing("Bell\x07 House\x0b\ufffe <&>", slug="bell-house")
    announce(app, NOW)

    (entry,) = entries(read(client))

    assert text(entry, "title") == "Bell House <&>, Peoria, IL"


def texas() -> Address:
    return replace(PEORIA, city="Austin", state="TX")


def read(client: PageClient, address: str = "/feeds/changes.atom") -> Element:
    answer = client.get(address)
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def entries(feed: Element) -> list[Element]:
    return feed.findall(f"{ATOM}entry")


def text(element: Element, tag: str) -> str:
    return element.findtext(f"{ATOM}{tag}") or ""


def announce(app: Flask, at: datetime) -> None:
    announce_changes(context.held(app).database, Links(""), at)
    context.session().rollback()  # the requests of a test share it, and what it saw first


def touch(app: Flask, **values: str) -> None:
    with context.held(app).database.writing() as session:
        ids = session.scalars(update(ProviderRow).values(**values).returning(ProviderRow.id))
        outbox.note(session, list(ids))
        session.commit()
