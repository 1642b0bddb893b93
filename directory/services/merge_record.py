"""Lets a record of a published list correct a site, without undoing what others wrote there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from directory.domain.changes import Field
from directory.domain.listings import Address, Listing, Phone
from directory.domain.places import Precision
from directory.storage import said
from directory.storage.said import KEPT_AS, Said

# The attributes of a listing that are one group.
GROUPS: Mapping[Field, Sequence[str]] = {
    Field.NAME: ("name", "name2"),
    Field.ADDRESS: ("address",),
    Field.DESCRIPTION: ("description",),
    Field.WEBSITE: ("website",),
    Field.BENEFITS_PHONE: ("benefits_phone",),
    Field.OFFICE_HOURS: ("office_hours",),
}


def merge_record(
    site: Listing, new: Listing, before: Said | None, others: Sequence[Said]
) -> Listing:
    """Return the site as the record would have it; `others` is what other records say.

    A group follows the record where it is empty, or still as this record said `before`. Where it
    is not, a person or another list wrote it, and it stays. Telephones are added to; one that
    only this record gave is dropped when the record drops it.
    """
    merged = site
    for group, attributes in GROUPS.items():
        if _follows(site, before, group):
            merged = replace(merged, **{name: getattr(new, name) for name in attributes})
    return replace(
        merged,
        address=_address(merged.address, site, new, before, others),
        phones=_phones(site, new, before, others),
        confirmed_on=max(filter(None, (site.confirmed_on, new.confirmed_on)), default=None),
    )


def kept(
    site: Listing, new: Listing, before: Said | None, others: Sequence[Said] = ()
) -> list[str]:
    """The groups that the record would have otherwise now, and that stay as someone wrote them."""
    if before is None:
        return []
    now = said.of(new)
    stays = [
        group.value
        for group in GROUPS
        if now.get(KEPT_AS[group]) != before.get(KEPT_AS[group])
        and not _follows(site, before, group)
    ]
    there = {phone.number for phone in _phones(site, new, before, others)}
    given = said.numbers(now).keys() - said.numbers(before).keys()
    return [*stays, Field.PHONES.value] if given - there else stays


def _follows(site: Listing, before: Said | None, group: Field) -> bool:
    now = said.of(site).get(KEPT_AS[group])
    if before is None:
        return not now  # a name and an address are never empty
    return now == before.get(KEPT_AS[group])


def _address(
    address: Address, site: Listing, new: Listing, before: Said | None, others: Sequence[Said]
) -> Address:
    """The same street may have been measured by one list only; nobody's wish for privacy is lost.

    A street that a person made private stays so, and so does one that another list withholds.
    """
    others_withhold = any(map(said.withholds, others))
    withheld = others_withhold or (before is not None and said.withholds(before))
    by_person = site.address.confidential and not withheld
    return replace(
        _best_placed(address, site.address, new.address),
        confidential=new.address.confidential or others_withhold or by_person,
    )


def _best_placed(merged: Address, *measured: Address) -> Address:
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
