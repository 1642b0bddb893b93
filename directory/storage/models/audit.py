"""Every act of a person on the directory, for good: the database refuses to change these rows."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.models.base import Base


class AuditRow(Base):
    """`digest` is of this row and of the digest before it, so that a missing row shows."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None]  # no key: the account may be gone
    who: Mapped[str]  # an e-mail address, or what kind of person or command it was
    act: Mapped[str]
    provider_id: Mapped[int | None] = mapped_column(index=True)  # no key, as above
    subject: Mapped[str]  # in words: a slug, an address, an organization
    details: Mapped[dict[str, object]]
    digest: Mapped[str]
