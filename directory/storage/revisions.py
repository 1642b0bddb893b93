"""Revisions of listings, from the first draft to the editor's decision."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Update, and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.moments import now
from directory.domain.revisions import Begun, Revision, RevisionKind, RevisionStatus
from directory.storage.models import AccountRow, RevisionRow

TAKEN_FOR = timedelta(minutes=30)  # after which another editor may read it
TABLE = RevisionRow.__table__.c
TAKEN, DECIDED = aliased(AccountRow), aliased(AccountRow)
READING = (  # put together once: that takes longer than to read a row
    select(*TABLE, TAKEN.email.label("taken_by"), DECIDED.email.label("decided_by"))
    .outerjoin(TAKEN, TAKEN.id == TABLE.taken_by_id)
    .outerjoin(DECIDED, DECIDED.id == TABLE.decided_by_id)
)


def begin(session: Session, begun: Begun) -> int:
    row = RevisionRow(
        kind=begun.kind.value,
        base=dict(begun.base),
        proposal=documents.guarded(begun.proposal),
        digest=begun.digest,
        provider_id=begun.provider_id,
        organization_id=begun.organization_id,
        account_id=begun.account_id,
        email=begun.email,
        language=begun.language,
        note=begun.note,
    )
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, id_: int) -> Revision | None:
    return next(_read(session, RevisionRow.id == id_), None)


def by_digest(session: Session, digest: str) -> Revision | None:
    """Of a link's secret."""
    return next(_read(session, RevisionRow.digest == digest), None)


def of_provider(session: Session, provider_id: int) -> list[Revision]:
    """Whatever its state, the latest first."""
    return sorted(_read(session, RevisionRow.provider_id == provider_id), key=lambda one: -one.id)


def draft_of(session: Session, provider_id: int, account_id: int) -> Revision | None:
    """What this account works on of the listing."""
    mine = (RevisionRow.provider_id == provider_id, RevisionRow.account_id == account_id)
    drafts = _read(session, and_(*mine, RevisionRow.status == RevisionStatus.DRAFT.value))
    return max(drafts, key=lambda one: one.id, default=None)


def of_address(
    session: Session, email: str, statuses: Collection[RevisionStatus], most: int
) -> list[Revision]:
    """The latest first."""
    ended = RevisionRow.status.in_([each.value for each in statuses])
    mine = select(RevisionRow.id).where(RevisionRow.email == email, ended)
    latest = session.scalars(mine.order_by(RevisionRow.id.desc()).limit(most)).all()
    return sorted(_read(session, RevisionRow.id.in_(latest)), key=lambda one: -one.id)


def with_status(session: Session, statuses: Collection[RevisionStatus]) -> list[Revision]:
    """Those that wait longest first."""
    found = _read(session, RevisionRow.status.in_([each.value for each in statuses]))
    return sorted(found, key=lambda one: (one.proposed_at or one.started_at, one.id))


def save(session: Session, id_: int, version: int, proposal: Document) -> bool:
    """Write a draft over the version that was read; False: somebody else wrote meanwhile."""
    one = _where(id_, RevisionStatus.DRAFT).where(RevisionRow.version == version)
    values = {"proposal": documents.guarded(proposal), "version": version + 1, "saved_at": now()}
    return _done(session, one.values(**values))


def propose(session: Session, id_: int, status: RevisionStatus, **values: object) -> bool:
    """Turn a draft into what waits; False: it is none any more."""
    one = _where(id_, RevisionStatus.DRAFT)
    return _done(session, one.values(status=status.value, proposed_at=now(), **values))


def show(session: Session, id_: int, changed: Mapping[str, object]) -> None:
    """Some of what waits is shown already: by key, what was and what became."""
    values = {"is_live": True, "accepted": dict(changed)}
    session.execute(_where(id_, RevisionStatus.PENDING).values(**values))


def belongs(session: Session, id_: int, provider_id: int) -> None:
    """A listing came of it."""
    session.execute(update(RevisionRow).where(TABLE.id == id_).values(provider_id=provider_id))


def turn(session: Session, id_: int, was: RevisionStatus, becomes: RevisionStatus) -> bool:
    """False: it was something else."""
    return _done(session, _where(id_, was).values(status=becomes.value))


def take(session: Session, id_: int, account_id: int) -> bool:
    """Let one editor read it; False: another one does since half an hour or less."""
    at = now()
    free = or_(
        RevisionRow.taken_by_id.is_(None),
        RevisionRow.taken_by_id == account_id,
        RevisionRow.taken_at < at - TAKEN_FOR,
    )
    one = _where(id_, RevisionStatus.PENDING).where(free)
    return _done(session, one.values(taken_by_id=account_id, taken_at=at))


def release(session: Session, id_: int, account_id: int) -> bool:
    one = _where(id_, RevisionStatus.PENDING).where(RevisionRow.taken_by_id == account_id)
    return _done(session, one.values(taken_by_id=None, taken_at=None))


def decide(session: Session, id_: int, status: RevisionStatus, **values: object) -> bool:
    """End what waits; False: somebody decided before."""
    one = _where(id_, RevisionStatus.PENDING)
    decided = {"status": status.value, "decided_at": now(), "taken_by_id": None, "taken_at": None}
    return _done(session, one.values(**decided, **values))


def forget_drafts(session: Session, before: datetime) -> int:
    """Remove drafts and unconfirmed submissions that nobody touched since."""
    old = (RevisionStatus.DRAFT.value, RevisionStatus.UNCONFIRMED.value)
    rows = session.scalars(
        select(RevisionRow).where(RevisionRow.status.in_(old), RevisionRow.saved_at < before)
    ).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def _where(id_: int, status: RevisionStatus) -> Update:
    return update(RevisionRow).where(RevisionRow.id == id_, RevisionRow.status == status.value)


def _done(session: Session, statement: Update) -> bool:
    still = statement.execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(still)).rowcount == 1


def _read(session: Session, which: ColumnElement[bool]) -> Iterator[Revision]:
    return (_value(row._mapping) for row in session.execute(READING.where(which)).all())


def _value(row: Mapping[Any, Any]) -> Revision:
    same = {name: row[name] for name in Revision.__slots__}
    return Revision(
        **same
        | {
            "kind": RevisionKind(row["kind"]),
            "status": RevisionStatus(row["status"]),
            "taken_by": row["taken_by"] or "",
            "decided_by": row["decided_by"] or "",
        }
    )
