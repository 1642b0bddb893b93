"""Where a place is and whom to call, as schema.org has it."""

from collections.abc import Sequence

from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.exchange.jsonld_objects import Described, told


def reached(listing: Listing) -> Described:
    address = listing.address.public
    about = {
        "address": _address(address),
        "geo": _point(address),
        "areaServed": [
            {"@type": "State", "name": state}
            for state in sorted({each for own in listing.programs for each in own.states_served})
        ],
        "telephone": _first(listing.phones),
        "contactPoint": [_contact(phone.kind, phone.number) for phone in listing.phones]
        + ([_contact("insurance", listing.benefits_phone)] if listing.benefits_phone else []),
    }
    return told(about)


def _address(address: Address) -> Described:
    street = ", ".join(filter(None, (address.street, address.street2)))
    return told(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": address.city,
            "addressRegion": address.state,
            "postalCode": address.zip,
            "addressCountry": "US",
        }
    )


def _point(address: Address) -> Described:
    """Nothing where it is the middle of a ZIP code: schema.org cannot mark a guess."""
    if address.point is None or address.precision is not Precision.EXACT:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": address.point.latitude,
        "longitude": address.point.longitude,
    }


def _first(phones: Sequence[Phone]) -> str:
    main = [phone.number for phone in phones if phone.kind == "main"]
    return _dialled((main or [phone.number for phone in phones] or [""])[0])


def _contact(kind: str, number: str) -> Described:
    return {"@type": "ContactPoint", "contactType": kind, "telephone": _dialled(number)}


def _dialled(number: str) -> str:
    return number.replace(";ext=", " ext. ")
