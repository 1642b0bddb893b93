"""Lets a record of a published list correct a site, without undoing what others wrote there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from directory.domain.listings import Listing, Phone
from directory.storage.records import Said


def details(listing: Listing) -> dict[str, object]:
    """What a record says of a site besides its facts, in groups that change together."""
    address = listing.address
    return {
        "name": [listing.name, listing.name2],
        "address": [address.street, address.street2, address.city, address.state, address.zip],
        "description": listing.description,
        "website": listing.website,
        "phones": [[phone.kind, phone.number] for phone in listing.phones],
    }


def merge_record(
    site: Listing, said: Listing, before: Said | None, others: Iterable[Said]
) -> Listing:
    """Return the site as the record would have it.

    A group follows the record where it is empty, or still as this record said `before`. Where it
    is not, a person or another list wrote it, and it stays. Telephones are added to; one that
    only this record gave is dropped when the record drops it.
    """
    merged = site
    for group, fields in GROUPS.items():
        if _follows(site, before, group):
            merged = replace(merged, **{field: getattr(said, field) for field in fields})
    return replace(
        merged,
        phones=_phones(site, said, before, others),
        confirmed_on=max(filter(None, (site.confirmed_on, said.confirmed_on)), default=None),
    )


def kept(site: Listing, said: Listing, before: Said | None) -> list[str]:
    """The groups that the record would have otherwise now, and that stay as someone wrote them."""
    if before is None:
        return []
    new = details(said)
    return [
        group
        for group in GROUPS
        if new[group] != before.get(group) and not _follows(site, before, group)
    ]


GROUPS: Mapping[str, Sequence[str]] = {
    "name": ("name", "name2"),
    "address": ("address",),
    "description": ("description",),
    "website": ("website",),
}


def _follows(site: Listing, before: Said | None, group: str) -> bool:
    now = details(site)[group]
    if before is None:
        return not now  # a name and an address are never empty
    return now == before.get(group)


def _phones(
    site: Listing, said: Listing, before: Said | None, others: Iterable[Said]
) -> tuple[Phone, ...]:
    withdrawn = _numbers(before) - {phone.number for phone in said.phones}
    withdrawn -= {number for other in others for number in _numbers(other)}
    stays = [phone for phone in site.phones if phone.number not in withdrawn]
    there = {phone.number for phone in stays}
    lines = (*stays, *(phone for phone in said.phones if phone.number not in there))
    return tuple(sorted(lines, key=lambda phone: phone.kind != "main"))


def _numbers(said: Said | None) -> set[str]:
    lines = said.get("phones", []) if said else []
    return {number for _, number in lines} if isinstance(lines, list) else set()
