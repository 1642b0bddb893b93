"""Who may read faster, and how often anybody may write."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class ApiKeyRow(Base):
    """A key is shown once, when it is made; what is kept cannot be turned back into it."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the key, in hexadecimal
    made_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]


class AttemptRow(Base):
    """Somebody did what may be done so often only. It goes when it does not count any more."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]  # a keyed hash of what was done and by which address
    counts_until: Mapped[datetime] = mapped_column("at", index=True)
