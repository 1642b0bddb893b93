"""Sites for a map: a GeoJSON feature collection (RFC 7946), one feature a line."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from directory.domain import hours, summaries
from directory.domain.listings import Address, Listing
from directory.domain.places import Precision
from directory.exchange import own_csv_tables

DECIMALS = 6  # of a degree: four inches
Json = dict[str, Any]


def write(listings: Iterable[Listing], target: BinaryIO) -> None:
    """A place whose address is confidential, or that is nowhere on the map, has no geometry."""
    target.write(b'{"type": "FeatureCollection", "features": [')
    before = b"\n"
    for listing in listings:
        text = json.dumps(_feature(listing), ensure_ascii=False, separators=(",", ":"))
        target.write(before + text.encode())
        before = b",\n"
    target.write(b"\n]}\n")


def _feature(listing: Listing) -> Json:
    address = listing.address.public
    return {
        "type": "Feature",
        "id": listing.slug,
        "geometry": _geometry(address),
        "properties": _properties(listing, address),
    }


def _geometry(address: Address) -> Json | None:
    if address.point is None:
        return None
    east, north = address.point.longitude, address.point.latitude
    return {"type": "Point", "coordinates": [round(east, DECIMALS), round(north, DECIMALS)]}


def _properties(listing: Listing, address: Address) -> Json:
    summary = summaries.of_site(listing)
    return {
        "slug": listing.slug,
        "name": listing.full_name,
        "street": address.street,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
        "county": address.county,
        "confidential": address.confidential,
        "coordinates": address.precision.value,
        "approximate": address.point is not None and address.precision is not Precision.EXACT,
        "phones": [{"kind": phone.kind, "number": phone.number} for phone in listing.phones],
        "website": listing.website,
        "office_hours": hours.written(listing.office_hours),
        "programs": len(listing.programs),
        "yes": {facet.value: slugs for facet, slugs in summary.yes.items()},
        "no": {facet.value: slugs for facet, slugs in summary.no.items()},
        "sources": sorted({source.slug for source in own_csv_tables.cited(listing)}),
        "confirmed_on": own_csv_tables.day(listing.confirmed_on) or None,
        "gone_since": own_csv_tables.day(listing.gone_since) or None,
        "demonstration": listing.demonstration,
    }
