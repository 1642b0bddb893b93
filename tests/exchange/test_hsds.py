from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from directory.domain.facts import Answer
from directory.domain.listings import Address, Listing, Phone
from directory.domain.schedule import Span
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds import Exchange, Site
from directory.exchange.hsds_objects import Object
from tests import hsds_schemas
from tests.factories import listing, program, said

NO = Answer.NO


def service(exchange: Exchange, of: Listing) -> Object:
    return exchange.of(of).service(of.programs[0])


def codes(holder: Object) -> list[str]:
    return [attribute["taxonomy_term"]["code"] for attribute in holder.get("attributes", [])]


def test_a_program_is_a_service_of_its_provider_at_its_place(exchange: Exchange) -> None:
    found = listing(changed_at=datetime.fromisoformat("2026-04-01T12:30:05.123456"))

    whole = service(exchange, found)

    assert whole["name"] == "Intensive outpatient (IOP)"
    assert whole["organization"]["name"] == "Harbor House"
    assert whole["organization"]["id"] == whole["organization_id"]
    (place,) = whole["service_at_locations"]
    (address,) = place["location"]["addresses"]
    assert (address["address_1"], address["postal_code"]) == ("100 Main Street", "61602")
    assert whole["phones"][0]["number"] == "+13095550100"
    assert whole["assured_date"] == "2026-03-31"
    assert whole["last_modified"] == "2026-04-01T12:30:05.123Z"
    assert whole["additional_urls"][0]["url"] == f"https://programs.example/providers/{found.slug}"


def test_the_same_listing_has_the_same_identifiers_always(exchange: Exchange) -> None:
    found = listing(statements=(said("therapy", "cbt"),))

    once, again = service(exchange, found), service(exchange, replace(found, name="Renamed"))

    assert {**once, "organization": 0, "service_at_locations": 0} == {
        **again,
        "organization": 0,
        "service_at_locations": 0,
    }
    assert once["id"] == ids.service(found.slug, found.programs[0].id)
    assert once["organization"]["id"] == again["organization"]["id"]


def test_what_a_source_says_is_a_term_and_a_no_is_a_term_of_its_own(exchange: Exchange) -> None:
    found = listing(statements=(said("therapy", "cbt"), said("medication", "methadone", NO)))

    whole = service(exchange, found)

    assert codes(whole) == ["intensive-outpatient", "cbt", "not-methadone"]
    denied = whole["attributes"][-1]["taxonomy_term"]
    assert denied["name"] == "No: Methadone"
    assert denied["taxonomy"] == "Reported as not offered"


def test_a_programs_own_word_stands_before_its_providers(exchange: Exchange) -> None:
    own = program("outpatient", said("therapy", "cbt", NO))
    found = listing(statements=(said("therapy", "cbt"),), programs=(own,))

    assert codes(service(exchange, found)) == ["outpatient", "not-cbt"]


def test_who_said_what_on_which_day_is_metadata(exchange: Exchange) -> None:
    found = listing(statements=(said("therapy", "cbt"), said("medication", "methadone", NO)))

    (told,) = service(exchange, found)["metadata"]

    assert told["last_action_date"] == "2026-03-31"
    assert told["updated_by"] == "County list 2026"
    assert told["replacement_value"] == "intensive-outpatient cbt not-methadone"


def test_nothing_unknown_is_said(exchange: Exchange) -> None:
    bare = Listing(name="Harbor", slug="harbor", programs=(program(None),))

    answers = [service(exchange, bare), exchange.of(bare).organization()]

    assert "None" not in str(answers)
    assert answers[1]["description"] == "Harbor."
    assert "addresses" not in answers[1]["locations"][0]


def every_answer(site: Site) -> Iterator[tuple[str, Object]]:
    for one in site.listing.programs:
        yield "service", site.service(one)
        yield "service", site.listed_service(one)
        yield "service_at_location", site.service_at_location(one)
        yield "service_at_location", site.listed_service_at_location(one)
    yield "organization", site.organization()
    yield "organization", site.organization_with_services()
    yield "organization", site.organization_fields
    yield from site.apart()


def test_every_shape_of_a_listing_is_valid(exchange: Exchange) -> None:
    odd = Address(city="Peoria", confidential=True)
    found = (
        listing(office_hours=(Span(0, 540, 1020), Span(6, 0, 1440))),
        listing(address=odd, phones=(Phone(kind="fax?", number="call us"),), website="no idea"),
        listing(programs=()),
        Listing(name="Harbor", slug="harbor", programs=(program(None),)),
    )

    faults = [
        (kind, fault)
        for each in found
        for kind, thing in every_answer(exchange.of(each))
        for fault in hsds_schemas.faults(kind, thing)
    ]

    assert faults == []


def test_every_taxonomy_and_term_is_valid(exchange: Exchange) -> None:
    catalogue = exchange.catalogue

    faults = [
        fault
        for kind, things in (("taxonomy", catalogue.taxonomies), ("taxonomy_term", catalogue.terms))
        for thing in things.values()
        for fault in hsds_schemas.faults(kind, thing)
    ]

    assert faults == []
    assert len(catalogue.taxonomies) == 13
