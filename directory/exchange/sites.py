"""What a row tells of a site besides its services: judged, and made a listing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self

from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.exchange import coordinates, phones
from directory.exchange.claims import Reading
from directory.exchange.records import Record, SkippedRow
from directory.exchange.text import zip_code

LONGEST = 2_000  # letters; beyond that something else was pasted into the cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """As it stands in the row, tidy. `phones` are kinds and numbers."""

    name: str
    name2: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county: str = ""
    latitude: str = ""
    longitude: str = ""
    website: str = ""
    description: str = ""
    benefits_phone: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    confidential: bool = False

    @property
    def overlong(self) -> list[str]:
        texts = [part.name for part in fields(self) if part.type is str or part.type == "str"]
        found = [name for name in texts if len(getattr(self, name)) > LONGEST]
        return found + ["phone"] * any(len(number) > LONGEST for _, number in self.phones)

    @property
    def hides_its_street(self) -> bool:
        """A street of dashes is withheld, which one that is missing need not be."""
        return self.confidential or (bool(self.street) and not any(map(str.isalnum, self.street)))

    def shortened(self) -> Self:
        """Without what is too long to be true."""
        left: dict[str, Any] = {name: "" for name in self.overlong if name != "phone"}
        numbers = tuple(one for one in self.phones if len(one[1]) <= LONGEST)
        return replace(self, phones=numbers, **left)


def fault(told: Told) -> str:
    """Why the row makes no record; empty where it does. A hidden address needs no ZIP."""
    if overlong := told.overlong:
        return too_long(overlong)
    if not told.name:
        return "no name"
    if zip_code(told.zip) or (told.confidential and not told.zip):
        return ""
    return f"{told.zip} is not a ZIP code" if told.zip else "no ZIP code"


def too_long(cells: Iterable[str]) -> str:
    return f"more than {LONGEST:,} characters in {', '.join(cells)}"


def skipped(line: int, told: Told, reason: str) -> SkippedRow:
    listing, _ = read(told.shortened())
    return SkippedRow(line=line, name=listing.name, reason=reason, remains=listing)


def record(line: int, told: Told, reading: Reading, reported_on: date) -> Record:
    """What a row without faults makes."""
    listing, remarks = read(told)
    return Record(
        line=line,
        key=key(listing),
        listing=replace(
            listing,
            statements=reading.statements,
            programs=reading.programs,
            confirmed_on=reported_on,
        ),
        unclaimed=reading.unclaimed,
        remarks=remarks,
    )


def read(told: Told) -> tuple[Listing, tuple[str, ...]]:
    """Return the site without its programs, and what could not be taken as it stands."""
    address, remark = _address(told)
    listing = Listing(
        name=told.name,
        name2=told.name2,
        description=told.description,
        website=_website(told.website),
        benefits_phone=phones.dialable(told.benefits_phone) if told.benefits_phone else "",
        address=address,
        phones=tuple(_phones(told)),
    )
    return listing, (remark,) if remark else ()


def key(listing: Listing) -> str:
    """How a list without numbers knows a site: by its names, its street and its ZIP.

    Where the street is withheld, its telephone stands in.
    """
    main = next((phone.number for phone in listing.phones), "")
    address = listing.address
    parts = (listing.name, listing.name2, address.street or main, address.zip)
    return "|".join(parts).casefold()


def _address(told: Told) -> tuple[Address, str]:
    """Of a hidden address not even the street is kept: what is not there cannot slip out."""
    place = Address(
        city=told.city,
        state=told.state.upper() if len(told.state) == 2 else told.state,
        zip=zip_code(told.zip),
    )
    if told.hides_its_street:
        return replace(place, confidential=True), ""
    point, remark = coordinates.read(told.latitude, told.longitude)
    shown = replace(
        place,
        street=told.street,
        street2=told.street2,
        county=told.county,
        point=point,
        precision=Precision.EXACT if point else Precision.UNKNOWN,
    )
    return shown, remark


def _website(written: str) -> str:
    """An address of nothing but its beginning is none."""
    return written if "." in written.removeprefix("http://").removeprefix("https://") else ""


def _phones(told: Told) -> Iterator[Phone]:
    seen = set()
    for kind, written in told.phones:
        number = phones.dialable(written) if written else ""
        if number and number not in seen:
            seen.add(number)
            yield Phone(kind=kind, number=number)
