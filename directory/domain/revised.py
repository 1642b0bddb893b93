"""A listing after a person's word on some of it. What others said of the rest stays theirs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from directory.domain import documents, hours
from directory.domain.differences import Difference
from directory.domain.documents import ADDRESS_TEXTS, PHONE, PLAN, SITE_TEXTS
from directory.domain.listings import Address, Listing, Phone, Plan
from directory.domain.places import Precision
from directory.domain.revised_programs import Wanted, Word, revised_programs, spoken_for

NETWORK = {written: stands for stands, written in documents.NETWORKS.items()}


def revised(listing: Listing, differences: Iterable[Difference], word: Word) -> Listing:
    """An address that changed has no point any more."""
    wanted = {each.key: each.became for each in differences}
    site = {key: value for key, value in wanted.items() if not documents.subject(key).program}
    return replace(
        listing,
        **_texts(site, SITE_TEXTS),
        address=_address(listing.address, site),
        phones=_phones(listing.phones, site),
        statements=spoken_for(listing.statements, site, word),
        plans=_plans(listing.plans, site, word),
        programs=revised_programs(listing.programs, documents.programs(wanted), word),
        **_office_hours(site),
    )


def _texts(wanted: Wanted, names: Iterable[str]) -> dict[str, Any]:
    return {name: wanted[name] or "" for name in names if name in wanted}


def _address(address: Address, wanted: Wanted) -> Address:
    changed = _texts(wanted, ADDRESS_TEXTS)
    if "confidential" in wanted:
        changed["confidential"] = bool(wanted["confidential"])
    moves = any(name in changed for name in ADDRESS_TEXTS)
    unplaced: dict[str, Any] = (
        {"point": None, "precision": Precision.UNKNOWN, "county": ""} if moves else {}
    )
    return replace(address, **changed, **unplaced)


def _phones(phones: tuple[Phone, ...], wanted: Wanted) -> tuple[Phone, ...]:
    lines = {
        line: _list(wanted[key]) for line in documents.LINES if (key := f"{PHONE}/{line}") in wanted
    }
    stay = [phone for phone in phones if phone.kind not in lines]
    new = [Phone(kind=line, number=number) for line in lines for number in lines[line]]
    return tuple(sorted((*stay, *new), key=_place_of_line))


def _place_of_line(phone: Phone) -> int:
    known = phone.kind in documents.LINES
    return documents.LINES.index(phone.kind) if known else len(documents.LINES)


def _office_hours(wanted: Wanted) -> dict[str, Any]:
    if "office_hours" not in wanted:
        return {}
    return {"office_hours": hours.read(str(wanted["office_hours"] or ""))}


def _plans(plans: tuple[Plan, ...], wanted: Wanted, word: Word) -> tuple[Plan, ...]:
    """A plan that is not taken any more goes, whoever gave it."""
    told = {
        (insurer, kind): value
        for key, value in wanted.items()
        if key.startswith(f"{PLAN}/")
        for insurer, _, kind in [key.removeprefix(f"{PLAN}/").partition("/")]
    }
    stay = [plan for plan in plans if (plan.insurer, plan.kind) not in told]
    new = [
        Plan(
            insurer=insurer,
            kind=kind,
            in_network=NETWORK[str(network)],
            source=word.source,
            confirmed_on=word.day,
        )
        for (insurer, kind), network in told.items()
        if network
    ]
    return (*stay, *new)


def _list(value: object) -> list[Any]:
    return list(cast("list[Any]", value or []))
