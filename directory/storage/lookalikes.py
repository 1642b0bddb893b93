"""Listings that may be what somebody describes, found by indexes alone, so while they type.

Whoever asks is a stranger. A confidential address is never compared: that one of its name is found
at a ZIP and not at the next would give it away.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from directory.domain.listings import Address
from directory.domain.revisions import ProviderStatus, RevisionKind, RevisionStatus
from directory.storage.models import PhoneRow, ProviderRow, RevisionRow

MOST = 300  # of a town, a line or a beginning
MOST_WAITING = 200
LAST = "~"  # sorts behind what follows a number or a name
THERE = (ProviderStatus.PUBLISHED, ProviderStatus.PENDING, ProviderStatus.PAUSED)
COLUMNS: tuple[Any, ...] = (
    *(ProviderRow.id, ProviderRow.slug, ProviderRow.name, ProviderRow.name2, ProviderRow.street),
    *(ProviderRow.street2, ProviderRow.city, ProviderRow.state, ProviderRow.zip),
    *(ProviderRow.confidential, ProviderRow.status),
)
TEXTS = ("name", "name2", "street", "street2", "city", "state", "zip")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookalike:
    """`id` is the provider's, 0 for what was only sent in; `address` is what may be shown of it."""

    id: int
    slug: str
    name: str
    address: Address
    status: ProviderStatus
    phones: frozenset[str] = frozenset()  # those that were asked for, or that were sent in


def at_phone(session: Session, number: str, zip_code: str) -> list[Lookalike]:
    """Those with the number, whatever the extension; of a long line's those in the ZIP first."""
    line = PhoneRow.number.between(number, number + LAST)
    query = select(*COLUMNS).join(PhoneRow, PhoneRow.provider_id == ProviderRow.id).where(line)
    in_zip = (ProviderRow.zip == zip_code) & ~ProviderRow.confidential
    rows = session.execute(
        query.where(_there()).order_by(in_zip.desc(), ProviderRow.id).limit(MOST)
    )
    return [replace(_listed(row), phones=frozenset({number})) for row in rows]


def in_zip(session: Session, zip_code: str) -> list[Lookalike]:
    return _found(session, (ProviderRow.zip == zip_code) & ~ProviderRow.confidential)


def in_town(session: Session, state: str, cities: set[str], parts: set[str]) -> list[Lookalike]:
    """Those with any of the parts in their name: a large city has too many to compare them all."""
    holds = [ProviderRow.name.icontains(part, autoescape=True) for part in parts]
    in_it = (ProviderRow.state == state) & ProviderRow.city.in_(cities)
    return _found(session, in_it & or_(*holds)) if holds else []


def named(session: Session, names: set[str]) -> list[Lookalike]:
    """Those whose names begin so."""
    found: dict[int, Lookalike] = {}
    for name in names:
        begins = ProviderRow.name.between(name, name + LAST)
        found |= {each.id: each for each in _found(session, begins)}
    return list(found.values())


def sent_in(session: Session, but: int | None) -> Iterator[Lookalike]:
    """New listings that wait for an editor, without the revision `but`, the latest first."""
    proposal = RevisionRow.proposal
    texts = [proposal[name].as_string().label(name) for name in TEXTS]
    hidden = proposal["confidential"].as_boolean().label("confidential")
    waits = RevisionRow.status == RevisionStatus.PENDING.value
    is_new = RevisionRow.kind == RevisionKind.SUBMISSION.value
    query = select(RevisionRow.id, proposal["phone/main"].label("phones"), hidden, *texts)
    query = query.where(waits, is_new).order_by(RevisionRow.proposed_at.desc()).limit(MOST_WAITING)
    return (_sent(row) for row in session.execute(query) if row.id != but)


def _there() -> ColumnElement[bool]:
    return ProviderRow.status.in_([status.value for status in THERE])


def _found(session: Session, where: ColumnElement[bool]) -> list[Lookalike]:
    rows = session.execute(select(*COLUMNS).where(where, _there()).limit(MOST))
    return [_listed(row) for row in rows]


def _listed(row: Row[Any]) -> Lookalike:
    return Lookalike(
        id=row.id,
        slug=row.slug,
        name=f"{row.name}, {row.name2}" if row.name2 else row.name,
        address=_address(row),
        status=ProviderStatus(row.status),
    )


def _sent(row: Row[Any]) -> Lookalike:
    """Nobody has looked at it yet, and any JSON may stand where a text should."""
    numbers = row.phones if isinstance(row.phones, list) else []
    return Lookalike(
        id=0,
        slug="",
        name=", ".join(filter(None, (row.name, row.name2))),
        address=_address(row),
        status=ProviderStatus.PENDING,
        phones=frozenset(number for number in numbers if isinstance(number, str)),
    )


def _address(row: Row[Any]) -> Address:
    return Address(
        street=row.street or "",
        street2=row.street2 or "",
        city=row.city or "",
        state=row.state or "",
        zip=row.zip or "",
        confidential=bool(row.confidential),
    ).public
