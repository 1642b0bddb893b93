"""A site as an HSDS location: where it is as far as anybody may know, and how to reach it."""

import re
from collections.abc import Iterator
from datetime import date

from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.domain.vocabulary import Facet
from directory.exchange import hsds_ids as ids
from directory.exchange import hsds_schedules as schedules
from directory.exchange.hsds_facts import Facts
from directory.exchange.hsds_objects import Object, known

COUNTRY = "US"
CONFIDENTIAL = "Confidential"
EXTENSION = re.compile(r"(.+);ext=([0-9]{1,9})")
PHONES = {"main": "Main line", "intake": "Intake line", "hotline": "Crisis line"}
WHERE = {
    Precision.ZIP: "The coordinates are the middle of the ZIP code, not of the building.",
    Precision.CITY: "The coordinates are the middle of the city, not of the building.",
}


def fields(listing: Listing) -> Object:
    """A location without what hangs on it."""
    address, point = listing.address.public, listing.address.public.point
    return known(
        id=ids.location(listing.slug),
        location_type="physical",
        organization_id=ids.organization(listing.slug),
        name=listing.full_name,
        description=remark(address),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


def location(listing: Listing, facts: Facts, on: date) -> Object:
    """`facts`: of the site, for what helps people to get there and in."""
    whole = fields(listing)
    zone = next((each.time_zone for each in listing.programs if each.time_zone), "")
    at = schedules.clock(zone, on)
    return whole | known(
        transportation=facts.definition(Facet.SERVICE, "transportation"),
        addresses=list(_addresses(listing.address.public, whole["id"])),
        phones=phones(listing),
        accessibility=list(_accessibility(facts, whole["id"])),
        schedules=schedules.of_office(listing.office_hours, whole["id"], at),
    )


def attributes(facts: Facts, location_id: str) -> Object:
    return known(
        attributes=facts.attributes("location", location_id),
        metadata=facts.metadata("location", location_id),
    )


def phones(listing: Listing) -> list[Object]:
    """The same objects wherever they appear: a site's telephones are those of its programs."""
    told = [(phone, PHONES.get(phone.kind, phone.kind)) for phone in listing.phones]
    if listing.benefits_phone:
        checks = Phone(kind="benefits", number=listing.benefits_phone)
        told.append((checks, "Staff who check what an insurance pays"))
    return [_phone(listing, phone, words) for phone, words in told]


def _phone(listing: Listing, phone: Phone, words: str) -> Object:
    extended = EXTENSION.fullmatch(phone.number)
    return known(
        id=ids.of("phone", listing.slug, phone.kind, phone.number),
        location_id=ids.location(listing.slug),
        organization_id=ids.organization(listing.slug),
        number=extended[1] if extended else phone.number,
        extension=int(extended[2]) if extended else None,
        type="voice",
        description=words,
    )


def remark(address: Address) -> str:
    """How far its whereabouts are known. `address`: what is public of it."""
    if address.confidential:
        return "The address is confidential: only the city and the state may be known."
    return WHERE.get(address.precision, "") if address.point else ""


def _addresses(address: Address, location_id: str) -> Iterator[Object]:
    """One, unless nothing is known. Of a confidential one, what `public` leaves of it."""
    street = CONFIDENTIAL if address.confidential else address.street
    if not (street or address.city or address.state):
        return
    more = known(address_2=address.street2, region=address.county)
    yield {
        "id": ids.of("address", location_id),
        "location_id": location_id,
        "address_1": street,
        "city": address.city,
        "state_province": address.state,
        "postal_code": address.zip,
        "country": COUNTRY,
        "address_type": "physical",
    } | more


def _accessibility(facts: Facts, location_id: str) -> Iterator[Object]:
    if signing := facts.definition(Facet.LANGUAGE, "asl"):
        yield {
            "id": ids.of("accessibility", location_id, "asl"),
            "location_id": location_id,
            "description": signing,
        }
