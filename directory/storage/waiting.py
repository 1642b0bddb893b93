"""What waits for editors, each in one line: enough for a list of hundreds."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Row, Select, literal, null, select
from sqlalchemy.orm import Session, aliased

from directory.domain.review import Item, Kind, Reader, pair_ref
from directory.domain.revisions import (
    ClaimStatus,
    CorrectionStatus,
    RevisionKind,
    RevisionStatus,
)
from directory.storage import readings
from directory.storage.models import (
    AccountRow,
    ClaimRow,
    CorrectionRow,
    DoubtRow,
    ProviderRow,
    RevisionRow,
)

NAMED = ("name", "city", "state")
PLACE = (ProviderRow.name, ProviderRow.city, ProviderRow.state, ProviderRow.county)
Columns = tuple[Any, ...]
Read = dict[tuple[Kind, str], Reader]


# Made once: to put them together takes as long as to ask them.
_NEW = RevisionRow.proposal
_REVISIONS = (
    select(RevisionRow.id, RevisionRow.kind, RevisionRow.email, RevisionRow.is_live)
    .add_columns(RevisionRow.proposed_at, RevisionRow.started_at, RevisionRow.taken_at)
    .add_columns(*(_NEW[part].as_string().label(f"new_{part}") for part in NAMED))
    .add_columns(AccountRow.id.label("taker"), AccountRow.email.label("taken_by"), *PLACE)
    .outerjoin(ProviderRow, ProviderRow.id == RevisionRow.provider_id)
    .outerjoin(AccountRow, AccountRow.id == RevisionRow.taken_by_id)
    .where(RevisionRow.status == RevisionStatus.PENDING.value)
)
_CLAIMS = (
    select(ClaimRow.id, AccountRow.email.label("note"), ClaimRow.asked_at.label("since"), *PLACE)
    .join(AccountRow, AccountRow.id == ClaimRow.account_id)
    .join(ProviderRow, ProviderRow.id == ClaimRow.provider_id)
    .where(ClaimRow.status == ClaimStatus.OPEN.value)
)
_CORRECTIONS = (
    select(CorrectionRow.id, CorrectionRow.about.label("note"), *PLACE)
    .add_columns(CorrectionRow.reported_at.label("since"))
    .join(ProviderRow, ProviderRow.id == CorrectionRow.provider_id)
    .where(CorrectionRow.status == CorrectionStatus.OPEN.value)
)
_NEWER, _OLDER = aliased(ProviderRow), aliased(ProviderRow)
_DUPLICATES = (
    select(_NEWER.name, _NEWER.city, _NEWER.state, _NEWER.county, _OLDER.name.label("note"))
    .add_columns(DoubtRow.provider_id, DoubtRow.other_id, DoubtRow.since)
    .join(_NEWER, _NEWER.id == DoubtRow.provider_id)
    .join(_OLDER, _OLDER.id == DoubtRow.other_id)
    .where(DoubtRow.decision == "")
)


def revisions(session: Session) -> Iterator[Item]:
    """Submissions, whose places nobody looked up yet, and changes."""
    return map(_revision, session.execute(_REVISIONS).all())


def claims(session: Session, read: Read) -> Iterator[Item]:
    return _plain(session, Kind.CLAIM, _CLAIMS, read)


def corrections(session: Session, read: Read) -> Iterator[Item]:
    """What each is about comes as a key of a document."""
    return _plain(session, Kind.CORRECTION, _CORRECTIONS, read)


def duplicates(session: Session, read: Read) -> Iterator[Item]:
    for row in session.execute(_DUPLICATES):
        yield _item(Kind.DUPLICATE, pair_ref(row.provider_id, row.other_id), row, read)


def conflicts(session: Session, provider_ids: Collection[int], read: Read) -> Iterator[Item]:
    empty = (null().label("since"), literal("").label("note"))
    query = select(ProviderRow.id, *PLACE, *empty).where(ProviderRow.id.in_(provider_ids))
    return _plain(session, Kind.CONFLICT, query, read)


def read_now(session: Session) -> Read:
    return readings.current(session)


def _revision(row: Row[*Columns]) -> Item:
    new = row.kind == RevisionKind.SUBMISSION.value
    return Item(
        kind=Kind.SUBMISSION if new else Kind.CHANGE,
        ref=str(row.id),
        name=row.name or row.new_name or "",
        city=row.city or row.new_city or "",
        state=row.state or row.new_state or "",
        county=row.county or "",
        since=row.proposed_at or row.started_at,
        note=row.email,
        is_live=row.is_live,
        reader=Reader(row.taker, row.taken_by, row.taken_at) if row.taker else None,
    )


def _plain(session: Session, kind: Kind, query: Select[*Columns], read: Read) -> Iterator[Item]:
    for row in session.execute(query):
        yield _item(kind, str(row.id), row, read)


def _item(kind: Kind, ref: str, row: Row[*Columns], read: Read) -> Item:
    return Item(
        kind=kind,
        ref=ref,
        name=row.name,
        city=row.city,
        state=row.state,
        county=row.county,
        since=row.since,
        note=row.note,
        reader=read.get((kind, ref)),
    )
