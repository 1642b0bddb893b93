"""Compares what somebody describes with a listing: what they share, and what that tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Self

from directory.domain import identity, names
from directory.domain.listings import Address
from directory.services.recognize_site import same_name, same_street

KEEP = 32_768  # the next keystroke compares the same town again

_name = lru_cache(KEEP)(identity.compared_name)
_street = lru_cache(KEEP)(identity.compared_street)
_town = lru_cache(KEEP)(names.fold)


class Sameness(StrEnum):
    NAME = "name"
    STREET = "street"
    PLACE = "place"  # the ZIP, or the town
    PHONE = "phone"


class Sureness(IntEnum):
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


RULES = (
    (frozenset({Sameness.NAME, Sameness.PLACE, Sameness.STREET}), Sureness.SURE),
    (frozenset({Sameness.NAME, Sameness.PLACE, Sameness.PHONE}), Sureness.SURE),
    (frozenset({Sameness.NAME, Sameness.STREET}), Sureness.LIKELY),
    (frozenset({Sameness.NAME, Sameness.PLACE}), Sureness.LIKELY),
    (frozenset({Sameness.NAME, Sameness.PHONE}), Sureness.LIKELY),
    (frozenset({Sameness.PHONE, Sameness.STREET}), Sureness.LIKELY),
    (frozenset({Sameness.PHONE, Sameness.PLACE}), Sureness.LIKELY),
    (frozenset({Sameness.PHONE}), Sureness.POSSIBLE),  # sites of one organization share a line
    (frozenset({Sameness.STREET, Sameness.PLACE}), Sureness.POSSIBLE),
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared, as it compares."""

    name: str
    street: str
    zip: str
    town: tuple[str, str]
    phones: frozenset[str]

    @classmethod
    def of(cls, name: str, address: Address, phones: frozenset[str]) -> Self:
        return cls(
            _name(name),
            _street(address.street),
            address.zip[:5],
            (address.state, _town(address.city)),
            phones,
        )


def alike(wanted: Traits, traits: Traits) -> Iterator[Sameness]:
    if wanted.name and traits.name and same_name(wanted.name, traits.name):
        yield Sameness.NAME
    if wanted.street and traits.street and same_street(wanted.street, traits.street):
        yield Sameness.STREET
    if _is_one_place(wanted, traits):
        yield Sameness.PLACE
    if wanted.phones & traits.phones:
        yield Sameness.PHONE


def _is_one_place(wanted: Traits, traits: Traits) -> bool:
    return bool(wanted.zip and wanted.zip == traits.zip) or (
        all(wanted.town) and wanted.town == traits.town
    )


def sureness(why: frozenset[Sameness], wanted: Traits, traits: Traits) -> Sureness | None:
    """None where they are not alike enough to speak of it."""
    for needed, known in RULES:
        if needed <= why:
            return known
    # Many towns have a Harbor House; before a place is typed, each of them may be meant.
    is_near = not wanted.zip and wanted.town[0] in ("", traits.town[0])
    is_named = bool(wanted.name) and wanted.name == traits.name
    return Sureness.POSSIBLE if is_named and is_near else None
