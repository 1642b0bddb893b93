"""The note to the index about committed changes, and how far each reader of it came."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class OutboxRow(Base):
    """A provider the index has yet to read again; written in the transaction that changed it."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int]  # no key: the provider may be gone by the time this is read
    at: Mapped[datetime] = mapped_column(default=now)


class MarkRow(Base):
    """A named counter or state of the directory itself, such as how far the index has read."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
