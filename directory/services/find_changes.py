"""What a record says otherwise than the one it replaces, thing by thing."""

from collections.abc import Iterator

from directory.domain import identity
from directory.domain.changes import GONE, LISTED, Change, Field
from directory.domain.listings import Listing
from directory.exchange.records import Record
from directory.services.recognize_site import same_street
from directory.storage import said, spoken, stated
from directory.storage.records import Kept
from directory.storage.said import Said
from directory.storage.stated import Facts

MOST_TOLD = 300  # letters of a description
SHOWN = "shown"  # a street that is not told because it is private now


def find_changes(record: Record, before: Kept, facts: Facts, *, withheld: bool) -> list[Change]:
    """`facts` is what the list said before; of a `withheld` address only the town is told."""
    return [*_site(before), *_fields(record, before, withheld=withheld), *_facts(record, facts)]


def moved(listing: Listing, before: Said) -> bool:
    """Whether the site has another street now, rather than another way to write it."""
    address = before.get("address")
    was = identity.compared_street(address[0]) if isinstance(address, list) else ""
    street = identity.compared_street(listing.address.street)
    return bool(was and street) and not same_street(was, street)


def _site(before: Kept) -> Iterator[Change]:
    if before.gone_since:
        yield Change(was=GONE, became=LISTED)


def _fields(record: Record, before: Kept, *, withheld: bool) -> Iterator[Change]:
    now = said.of(record.listing)
    for field, name in said.KEPT_AS.items():
        if now.get(name) != before.said.get(name) or _is_hidden_anew(field, now, before.said):
            was, became = (_told(one, field, withheld=withheld) for one in (before.said, now))
            yield Change(about=field.value, was=was, became=became)
    yield from _plans(now, before.said)
    yield from _programs(now, before.said)
    yield from _codes(record.unclaimed, before.unclaimed.split())


def _is_hidden_anew(field: Field, now: Said, before: Said) -> bool:
    """The street is as it was, and kept private now; or it is not any more."""
    return field is Field.ADDRESS and said.withholds(now) != said.withholds(before)


def _told(one: Said, field: Field, *, withheld: bool) -> str:
    private = withheld and field is Field.ADDRESS
    told = said.told(one, field, withheld=private)[:MOST_TOLD]
    return told.replace(said.WITHHELD, SHOWN) if private and not said.withholds(one) else told


def _plans(now: Said, before: Said) -> Iterator[Change]:
    was, became = ("; ".join(_lines(one.get("plans"))) for one in (before, now))
    if was != became:
        yield Change(about=Field.PLANS.value, was=was, became=became)


def _lines(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _programs(now: Said, before: Said) -> Iterator[Change]:
    was, became = said.programs(before), said.programs(now)
    for care in sorted({*was, *became}):
        parts = was.get(care, {}), became.get(care, {})
        changed = [part for part in {**parts[0], **parts[1]} if _differ(part, *parts)]
        for part in changed:
            old, new = (str(each.get(part, ""))[:MOST_TOLD] for each in parts)
            yield Change(about=f"{Field.PROGRAM}/{part}", program=care, was=old, became=new)


def _differ(part: str, was: said.Parts, became: said.Parts) -> bool:
    return was.get(part) != became.get(part)


def _codes(unclaimed: tuple[str, ...], before: list[str]) -> Iterator[Change]:
    """Only the codes that came or went."""
    was = " ".join(code for code in before if code not in unclaimed)
    became = " ".join(code for code in unclaimed if code not in before)
    if was or became:
        yield Change(about=Field.CODES.value, was=was, became=became)


def _facts(record: Record, before: Facts) -> Iterator[Change]:
    now = stated.by(record.listing)
    if now == before:
        return
    for key in {**before, **now}:
        was, became = before.get(key), now.get(key)
        if was is not became:
            care, about = key
            yield Change(
                about=spoken.told_about(about),
                program=care or "",
                was=was.value if was else "",
                became=became.value if became else "",
            )
