"""What a listing says of lists that do not name it any more, or that say otherwise."""

from dataclasses import replace
from datetime import date

from sqlalchemy import update

from directory import context
from directory.domain.facts import Answer, Source, SourceKind
from directory.domain.listings import Listing, Phone
from directory.services.follow_changes import follow_changes
from directory.storage import outbox, records, said, sources
from directory.storage.models import ProviderRow
from directory.storage.records import NewRecord
from tests import factories
from tests.factories import PEORIA, SOURCE, Make, program
from tests.web.html import PageClient

PROVIDER = replace(SOURCE, slug="provider", name="The provider", kind=SourceKind.PROVIDER)
GONE = date(2026, 5, 1)


def record(site: Listing, told: Listing, source: Source = SOURCE, gone: date | None = None) -> None:
    """Let a list have said something of a site."""
    new = NewRecord(provider_id=site.id, key=told.slug, digest="", unclaimed="", said=said.of(told))
    with context.writing() as session:
        source_id = sources.keep(session, source)
        records.keep(session, source_id, [new])
        if gone:
            known = records.of_sources(session, [source_id])
            records.mark_gone(session, known.values(), gone)
        session.commit()


def gone(sites: list[Listing]) -> None:
    with context.writing() as session:
        for site in sites:
            which = update(ProviderRow).where(ProviderRow.id == site.id)
            session.execute(which.values(gone_since=GONE))
        outbox.note(session, [site.id for site in sites])
        session.commit()
    follow_changes(context.held().database, context.held().engine)


def test_a_place_that_its_list_dropped_says_so(client: PageClient, make: Make) -> None:
    site = make.listing(statements=(factories.said("therapy", "cbt"),))
    record(site, site, gone=GONE)
    gone([site])

    english = client.page(f"/providers/{site.slug}").main
    spanish = client.page(f"/es/providers/{site.slug}").main

    assert "No longer on the list it came from, since May 1, 2026." in english
    assert "It does not name this place any more, since May 1, 2026." in english
    assert "Ya no está en la lista de donde vino, desde el 1 may 2026." in spanish


def test_cards_and_answers_say_so_too(client: PageClient, make: Make) -> None:
    left, stays = make.listing("Harbor House"), make.listing("Hill Clinic")
    gone([left])

    page = client.page("/search", near="Peoria, IL")
    found = client.get("/api/search", query_string={"near": "Peoria, IL"}).json
    told = client.get(f"/api/providers/{left.slug}").json

    assert page.main.count("No longer on the list it came from") == 1
    assert found is not None
    since = {each["slug"]: each["no_longer_listed_since"] for each in found["results"]}
    assert since == {left.slug: "2026-05-01", stays.slug: None}
    assert told is not None
    assert told["no_longer_listed_since"] == "2026-05-01"


def test_a_place_that_is_listed_says_nothing_of_it(client: PageClient, make: Make) -> None:
    site = make.listing()
    record(site, site)

    main = client.page(f"/providers/{site.slug}").main

    assert "No longer" not in main
    assert "says otherwise" not in main


def test_where_a_list_says_otherwise_both_are_read(client: PageClient, make: Make) -> None:
    site = make.listing(
        website="https://harbor.example", phones=(Phone(kind="main", number="+13095550188"),)
    )
    other = replace(
        site,
        address=replace(PEORIA, street="9 Hill Road"),
        phones=(Phone(kind="main", number="+13095550142"),),
        website="http://www.harbor.example/",
    )
    record(site, other)

    page = client.page(f"/providers/{site.slug}")

    assert "A list says otherwise The place itself, or those who keep this site," in page.main
    assert "Address 9 Hill Road, Peoria, IL 61602 County list 2026, Mar 31, 2026" in page.main
    assert page.link("(309) 555-0142") == "tel:+13095550142"
    assert "Website" not in page.main


def test_a_private_street_is_not_told_by_way_of_a_list(client: PageClient, make: Make) -> None:
    site = make.listing(address=replace(PEORIA, confidential=True, street="12 Quay Street"))
    record(site, replace(site, address=replace(PEORIA, street="9 Hill Road")))

    html = client.get(f"/providers/{site.slug}").text

    assert "Hill Road" not in html
    assert "Quay Street" not in html


def test_the_places_own_word_is_told_apart_from_a_list(client: PageClient, make: Make) -> None:
    denial = replace(factories.said("therapy", "cbt", Answer.NO), source=PROVIDER)
    site = make.listing(statements=(factories.said("therapy", "cbt"), denial))

    (dispute,) = client.page(f"/providers/{site.slug}").texts("div", class_="agreement dispute")

    assert "The place itself says this, a list says otherwise." in dispute


def test_a_level_that_the_place_denies_is_not_shown_as_offered(
    client: PageClient, make: Make
) -> None:
    denial = replace(factories.said("care", "detox", Answer.NO), source=PROVIDER)
    site = make.listing(programs=(program("detox", denial),))

    main = client.page(f"/providers/{site.slug}").main

    assert "Not offered here, says The provider, Mar 31, 2026. Ask when you call." in main
