"""Lets a record of a published list correct a site, without undoing what others wrote there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.domain.changes import Field
from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.storage import said
from directory.storage.said import KEPT_AS, Said

NOTHING: Said = {"description": "", "website": ""}  # a name and an address are never empty

# The attributes of a listing that are one group.
GROUPS: Mapping[Field, Sequence[str]] = {
    Field.NAME: ("name", "name2"),
    Field.ADDRESS: ("address",),
    Field.DESCRIPTION: ("description",),
    Field.WEBSITE: ("website",),
    Field.BENEFITS_PHONE: ("benefits_phone",),
    Field.OFFICE_HOURS: ("office_hours",),
}
NAMES = {group: KEPT_AS[group] for group in GROUPS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """The site as the record would have it.

    `kept` are the groups that the record would have otherwise now, and that stay as a person or
    another list wrote them.
    """

    site: Listing
    kept: tuple[Field, ...]


def merge_record(
    site: Listing,
    new: Listing,
    before: Said | None,
    others: Sequence[Said],
    *,
    kept_private: bool = False,
) -> Merged:
    """`others` is what other records say; `kept_private`: a person wants the address so.

    A group follows the record where it is empty, or still as this record said `before`. Where it
    is not, a person or another list wrote it, and it stays. Telephones are added to; one that
    only this record gave is dropped when the record drops it.
    """
    here, told, was = said.of(site), said.of(new), before or NOTHING
    follows = {group for group, name in NAMES.items() if here.get(name) == was.get(name)}
    stays = [
        group
        for group, name in NAMES.items()
        if before and group not in follows and told.get(name) != was.get(name)
    ]
    phones = _phones(site, new, before, others)
    missed = said.numbers(told).keys() - said.numbers(before) - {each.number for each in phones}
    address = new.address if Field.ADDRESS in follows else site.address
    private = kept_private or _is_private(site, new, before, others)
    corrected = {name: getattr(new, name) for group in follows for name in GROUPS[group]}
    whole = corrected | {
        "address": replace(_best_placed(address, site.address, new.address), confidential=private),
        "phones": phones,
        "confirmed_on": max(filter(None, (site.confirmed_on, new.confirmed_on)), default=None),
    }
    kept = [*stays, Field.PHONES] if before and missed else stays
    return Merged(site=replace(site, **whole), kept=tuple(kept))


def _is_private(site: Listing, new: Listing, before: Said | None, others: Sequence[Said]) -> bool:
    """A street that another list withholds stays private; so does one that no list withheld.

    For then a person did, whether or not that was noted.
    """
    others_withhold = any(map(said.withholds, others))
    withheld = others_withhold or (before is not None and said.withholds(before))
    by_person = site.address.confidential and not withheld
    return new.address.confidential or others_withhold or by_person


def _best_placed(merged: Address, *measured: Address) -> Address:
    """The same street may have been measured by one list only."""
    exact = [
        each
        for each in measured
        if each.precision is Precision.EXACT
        and (each.street, each.zip) == (merged.street, merged.zip)
    ]
    if merged.precision is Precision.EXACT or not exact:
        return merged
    return replace(merged, point=exact[0].point, precision=Precision.EXACT)


def _phones(
    site: Listing, new: Listing, before: Said | None, others: Sequence[Said]
) -> tuple[Phone, ...]:
    ours = said.numbers(before)
    theirs = {number for other in others for number in said.numbers(other)}
    withdrawn = ours.keys() - {phone.number for phone in new.phones} - theirs
    stays = [phone for phone in site.phones if phone.number not in withdrawn]
    added = _added(site, new, {*ours}, {*ours, *theirs})
    return tuple(sorted((*stays, *added), key=lambda phone: phone.kind != "main"))


def _added(site: Listing, new: Listing, before: set[str], listed: set[str]) -> Iterator[Phone]:
    """Leave out what a person took away, and what would stand beside a line that they wrote."""
    there = {phone.number for phone in site.phones}
    written = {phone.kind for phone in site.phones if phone.number not in listed}
    for phone in new.phones:
        if phone.number not in there | before and phone.kind not in written:
            yield phone
