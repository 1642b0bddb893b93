"""Keys of programs that read often. Only their digests are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.moments import now
from directory.storage.models import ApiKeyRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    id: int
    name: str
    made_at: datetime  # UTC
    revoked_at: datetime | None


def by_digest(session: Session, digest: str) -> Key | None:
    """The key that may be used; a revoked one is none."""
    valid = (ApiKeyRow.digest == digest, ApiKeyRow.revoked_at.is_(None))
    row = session.scalar(select(ApiKeyRow).where(*valid))
    return _value(row) if row else None


def by_name(session: Session, name: str) -> Key | None:
    row = session.scalar(select(ApiKeyRow).where(ApiKeyRow.name == name))
    return _value(row) if row else None


def every(session: Session) -> list[Key]:
    return [_value(row) for row in session.scalars(select(ApiKeyRow).order_by(ApiKeyRow.name))]


def keep(session: Session, name: str, digest: str) -> None:
    """Write a key down; the name of a revoked one may be given again."""
    row = session.scalar(select(ApiKeyRow).where(ApiKeyRow.name == name))
    if row is None:
        row = ApiKeyRow(name=name)
        session.add(row)
    row.digest, row.made_at, row.revoked_at = digest, now(), None


def revoke(session: Session, name: str) -> None:
    row = session.scalars(select(ApiKeyRow).where(ApiKeyRow.name == name)).one()
    row.revoked_at = now()


def _value(row: ApiKeyRow) -> Key:
    return Key(id=row.id, name=row.name, made_at=row.made_at, revoked_at=row.revoked_at)
