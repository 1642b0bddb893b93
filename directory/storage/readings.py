"""Which editor has open what waits, so that no two work on it at once."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.domain.moments import now
from directory.domain.review import READ_FOR, Kind, Reader
from directory.storage.models import AccountRow, ReadingRow


def take(session: Session, kind: Kind, ref: str, account_id: int) -> bool:
    """False: another editor has it open since half an hour or less."""
    at = now()
    row = session.get(ReadingRow, (kind.value, ref), with_for_update=True)
    if row is None:
        row = ReadingRow(kind=kind.value, ref=ref, account_id=account_id, since=at)
        session.add(row)
    elif row.account_id == account_id or row.since < at - READ_FOR:
        row.account_id, row.since = account_id, at
    session.flush()
    return row.account_id == account_id


def release(session: Session, kind: Kind, ref: str) -> None:
    session.execute(delete(ReadingRow).where(ReadingRow.kind == kind.value, ReadingRow.ref == ref))


def reader(session: Session, kind: Kind, ref: str) -> Reader | None:
    return current(session).get((kind, ref))


def current(session: Session) -> dict[tuple[Kind, str], Reader]:
    """By what each of them reads."""
    rows = session.execute(
        select(ReadingRow.kind, ReadingRow.ref, ReadingRow.since, AccountRow.id, AccountRow.email)
        .join(AccountRow, AccountRow.id == ReadingRow.account_id)
        .where(ReadingRow.since >= now() - READ_FOR)
    )
    return {(Kind(row.kind), row.ref): Reader(row.id, row.email, row.since) for row in rows}
