"""What a source says of a site beside its facts, as it is kept and as it is told."""

from collections.abc import Mapping
from dataclasses import astuple

from directory.domain import hours
from directory.domain.changes import Field
from directory.domain.listings import Listing, Program

Said = dict[str, object]
Parts = dict[str, object]
WITHHELD = "withheld"

# Under these names it is kept with a record.
KEPT_AS: Mapping[Field, str] = {
    Field.NAME: "name",
    Field.ADDRESS: "address",
    Field.DESCRIPTION: "description",
    Field.WEBSITE: "website",
    Field.BENEFITS_PHONE: "benefits_phone",
    Field.OFFICE_HOURS: "office_hours",
    Field.PHONES: "phones",
}
PROGRAM_PARTS = (
    *("name", "description", "time_zone", "hours_a_week", "days_a_week", "weeks"),
    *("entry", "cost", "copay"),
)


def of(listing: Listing) -> Said:
    """What a listing says, in groups that change together."""
    address = listing.address
    said: Said = {
        "name": [listing.name, listing.name2],
        "address": [address.street, address.street2, address.city, address.state, address.zip],
        "description": listing.description,
        "website": listing.website,
        "phones": [[phone.kind, phone.number] for phone in listing.phones],
    }
    seldom: Said = {
        "benefits_phone": listing.benefits_phone,
        "office_hours": hours.written(listing.office_hours),
        "confidential": address.confidential,
        "plans": sorted(" ".join((plan.insurer, plan.kind)).strip() for plan in listing.plans),
        "programs": {p.care or "": parts for p in listing.programs if (parts := of_program(p))},
    }
    return said | {name: value for name, value in seldom.items() if value}


def of_program(program: Program) -> Parts:
    """What is said of a program beside its facts: those parts only that are not empty."""
    openings = program.openings
    parts: Parts = {name: getattr(program, name) for name in PROGRAM_PARTS} | {
        "openings": [openings.answer, openings.wait_days] if openings.answer else [],
        "sessions": [[str(part) for part in astuple(held)] for held in program.sessions],
        "states_served": list(program.states_served),
    }
    return {name: value for name, value in parts.items() if value}


def numbers(said: Said | None) -> dict[str, str]:
    """The kind of line of every telephone number."""
    lines = said.get("phones") if said else None
    return {number: kind for kind, number in lines} if isinstance(lines, list) else {}


def withholds(said: Said) -> bool:
    """Whether it wants the address kept private, which one without a street need not."""
    return bool(said.get("confidential"))


def names_a_street(said: Said) -> bool:
    address = said.get("address")
    return isinstance(address, list) and bool(address[0])


def programs(said: Said | None) -> dict[str, Parts]:
    """The parts of every program that has any, by its level of care."""
    kept = said.get("programs") if said else None
    return kept if isinstance(kept, dict) else {}


def told(said: Said, field: Field, *, withheld: bool = False) -> str:
    """In one line; of an address that is `withheld`, only the city and the state."""
    value = said.get(KEPT_AS[field]) or ""
    if not isinstance(value, list):
        return str(value)
    if field is Field.PHONES:
        return " ".join(number for _, number in value)
    if field is Field.ADDRESS:
        return _address(value, withheld=withheld, private=withholds(said))
    return ", ".join(filter(None, value))


def _address(parts: list[str], *, withheld: bool, private: bool) -> str:
    street, street2, city, state, zip_ = parts
    town = ", ".join(filter(None, (city, state)))
    if private or (withheld and street):
        return ", ".join(filter(None, (WITHHELD, town)))
    if withheld:
        return town
    return f"{', '.join(filter(None, (street, street2, town)))} {zip_}".strip()
