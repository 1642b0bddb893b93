"""A listing as it would be if one list were believed where a person says otherwise."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.domain.changes import Field
from directory.domain.facts import Source, Statement
from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.domain.vocabulary import Selection
from directory.services.find_conflicts import PERSONS, FactConflict, FieldConflict
from directory.services.locate_address import locate_address
from directory.storage import records, said
from directory.storage.gazetteer import Gazetteer
from directory.storage.said import Said


def in_field(
    session: Session, listing: Listing, conflict: FieldConflict, gazetteer: Gazetteer
) -> Listing:
    told = _said(session, listing, conflict)
    if conflict.field is Field.NAME:
        name, name2 = _texts(told, "name")
        return replace(listing, name=name, name2=name2)
    if conflict.field is Field.WEBSITE:
        return replace(listing, website=str(told.get("website", "")))
    if conflict.field is Field.PHONES:
        lines = said.numbers(told).items()
        return replace(listing, phones=tuple(Phone(kind=k, number=n) for n, k in lines))
    return replace(listing, address=_address(listing.address, told, gazetteer))


def in_fact(listing: Listing, conflict: FactConflict) -> Listing:
    """Without a person's word on it: on the program, or where it has none, on the whole site."""
    about = conflict.about
    if conflict.program is None or not _is_told_by_program(listing, conflict):
        return replace(listing, statements=_without(listing.statements, about))
    programs = tuple(
        replace(one, statements=_without(one.statements, about))
        if (one.care or "") == conflict.program
        else one
        for one in listing.programs
    )
    return replace(listing, programs=programs)


def persons(listing: Listing) -> set[Source]:
    """Whoever of them says anything there."""
    every = (*listing.statements, *(one for own in listing.programs for one in own.statements))
    return {one.source for one in every if one.source.kind in PERSONS}


def _said(session: Session, listing: Listing, conflict: FieldConflict) -> Said:
    """What the list's record says."""
    kept = records.kept_of(session, [listing.id]).get(listing.id, [])
    here = said.numbers(said.of(listing))

    def tells(told: Said) -> tuple[str, ...]:
        if conflict.field is Field.PHONES:
            return tuple(number for number in said.numbers(told) if number not in here)
        return (said.told(told, conflict.field),)

    fits = (one.said for one in kept if not one.gone_since and tells(one.said) == conflict.theirs)
    return next(fits, {})


def _address(address: Address, told: Said, gazetteer: Gazetteer) -> Address:
    street, street2, city, state, zip_ = _texts(told, "address")
    moved = replace(
        address,
        street=street,
        street2=street2,
        city=city,
        state=state,
        zip=zip_,
        county="",
        point=None,
        precision=Precision.UNKNOWN,
    )
    return locate_address(moved, gazetteer)


def _texts(told: Said, name: str) -> list[str]:
    value = told.get(name)
    return [str(each) for each in value] if isinstance(value, list) else []


def _is_told_by_program(listing: Listing, conflict: FactConflict) -> bool:
    return any(
        said_.about == conflict.about and said_.source.kind in PERSONS
        for one in listing.programs
        if (one.care or "") == conflict.program
        for said_ in one.statements
    )


def _without(statements: Iterable[Statement], about: Selection) -> tuple[Statement, ...]:
    return tuple(one for one in statements if one.about != about or one.source.kind not in PERSONS)
