"""The trail of what people did: rows are added, and the database refuses to change them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, func, insert, or_, select
from sqlalchemy.orm import Session

from directory.domain.acts import Deed
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.storage.models import AuditRow, MarkRow, ProviderRow

BATCH = 1_000
COLUMNS = AuditRow.__table__.c
MARK = "audit"  # the last row's digest; whoever adds one holds it, so that rows follow each other


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    at: datetime  # UTC
    account_id: int | None
    who: str
    act: str
    provider_id: int | None
    subject: str
    details: Mapping[str, object]

    def digest(self, before: str) -> str:
        told = asdict(self) | {"at": self.at.isoformat(), "before": before}
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def note(session: Session, actor: Actor, deed: Deed) -> None:
    """Add a row, in the transaction of what was done."""
    entry = Entry(
        at=now(),
        account_id=actor.account_id,
        who=actor.name,
        act=deed.act.value,
        provider_id=deed.provider_id,
        subject=deed.subject,
        details=dict(deed.details),
    )
    last = session.get_one(MarkRow, MARK, with_for_update=True, populate_existing=True)
    last.value = entry.digest(last.value)
    session.execute(insert(AuditRow).values(**asdict(entry), digest=last.value))


def entries(session: Session, provider_id: int | None = None) -> Iterator[Entry]:
    """The oldest first; of one listing, or of all."""
    for entry, _ in _rows(session, provider_id):
        yield entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which entries: all that is given holds. `who` and `subject`: a part of it is enough."""

    who: str = ""
    act: str = ""
    subject: str = ""
    day: date | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry as it stands in the trail."""

    number: int
    entry: Entry
    digest: str


def found(
    session: Session, sought: Sought, most: int | None = None, before: int | None = None
) -> Iterator[Numbered]:
    """The latest first; `before`: earlier than the one with this number."""
    query = _sought(sought).order_by(COLUMNS.id.desc()).limit(most)
    if before is not None:
        query = query.where(COLUMNS.id < before)
    return (_numbered(row) for row in session.execute(query))


def told(session: Session, sought: Sought) -> Iterator[Numbered]:
    """The oldest first, a thousand at a time, however many there are."""
    query = _sought(sought).order_by(COLUMNS.id).execution_options(yield_per=BATCH)
    return (_numbered(row) for row in session.execute(query))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditRow)) or 0


def broken_at(session: Session) -> datetime | None:
    """When the first row was written that does not follow from the one before it.

    Of rows that are missing at the end, the time when the last one was that is there.
    """
    before, at = "", None
    for entry, digest in _rows(session):
        at = entry.at
        if digest != entry.digest(before):
            return at
        before = digest
    return None if before == session.get_one(MarkRow, MARK).value else at or now()


def _rows(session: Session, provider_id: int | None = None) -> Iterator[tuple[Entry, str]]:
    columns = AuditRow.__table__.c
    query = select(*columns).order_by(columns.id).execution_options(yield_per=BATCH)
    if provider_id is not None:
        query = query.where(columns.provider_id == provider_id)
    with session.execute(query) as result:  # whoever has seen enough lets go of it
        for row in result:
            values = dict(row._mapping)
            digest = values.pop("digest")
            del values["id"]
            yield Entry(**values), digest


def _sought(sought: Sought) -> Select[*tuple[Any, ...]]:
    query = select(*COLUMNS)
    if sought.who:
        query = query.where(COLUMNS.who.icontains(sought.who, autoescape=True))
    if sought.act:
        query = query.where(COLUMNS.act == sought.act)
    if sought.subject:
        listing = select(ProviderRow.id).where(ProviderRow.slug == sought.subject)
        named = COLUMNS.subject.icontains(sought.subject, autoescape=True)
        query = query.where(or_(named, COLUMNS.provider_id.in_(listing)))
    if sought.day:
        begins = datetime.combine(sought.day, time())
        query = query.where(COLUMNS.at >= begins, COLUMNS.at < begins + timedelta(days=1))
    return query


def _numbered(row: Row[*tuple[Any, ...]]) -> Numbered:
    values = dict(row._mapping)
    number, digest = values.pop("id"), values.pop("digest")
    return Numbered(number, Entry(**values), digest)
