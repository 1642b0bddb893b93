"""The trail of what people did: rows are added, and the database refuses to change them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from directory.domain.acts import Deed
from directory.domain.moments import now
from directory.domain.people import Actor
from directory.storage.models import AuditRow, MarkRow

BATCH = 1_000
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
    for row in session.execute(query):
        values = dict(row._mapping)
        digest = values.pop("digest")
        del values["id"]
        yield Entry(**values), digest
