"""What people send in: revisions of listings, claims to listings, reports of mistakes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.domain.moments import now
from directory.storage.models.base import Base


class RevisionRow(Base):
    """A change somebody proposes to a listing, or a new one; editors accept or refuse it.

    `base` and `proposal` are documents (domain/documents.py): the listing as it was shown when the
    work on it began, and as it should be. The difference is what is proposed.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_status_proposed_at", "status", "proposed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]  # submission, edit, undo
    status: Mapped[str] = mapped_column(default="draft")  # see domain/revisions.py
    base: Mapped[dict[str, object]]
    proposal: Mapped[dict[str, object]]
    digest: Mapped[str | None] = mapped_column(unique=True)  # SHA-256 of its link's secret
    email: Mapped[str] = mapped_column(default="", index=True)  # of who sends it in
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(default="en")
    note: Mapped[str] = mapped_column(default="")  # to the editor
    version: Mapped[int] = mapped_column(default=1)  # rises with each save; a save names it
    is_live: Mapped[bool] = mapped_column(default=False)  # shown already, reviewed after
    started_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    proposed_at: Mapped[datetime | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]  # by an editor who reads it
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    accepted: Mapped[dict[str, object] | None]  # the changes that became true, by key
    reason: Mapped[str] = mapped_column(default="")  # of a refusal, as it was mailed


class ClaimRow(Base):
    """Somebody says that a listing is their organization's, and how that can be checked."""

    __tablename__ = "claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    organization: Mapped[str] = mapped_column(default="")  # the name of one that is new here
    proof: Mapped[str]  # phone, mail, document
    contact: Mapped[str] = mapped_column(default="")  # the number or address that proves it
    code_digest: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)  # codes that were wrong
    document: Mapped[str] = mapped_column(default="")  # a file's name below the instance
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="open", index=True)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    proven_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class CorrectionRow(Base):
    """Somebody says that one thing in a listing is wrong. Nothing is kept of who."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    about: Mapped[str]  # a key of the listing's document
    shown: Mapped[str] = mapped_column(default="")  # what stood there
    said: Mapped[str] = mapped_column(default="")  # what is right, in their words
    status: Mapped[str] = mapped_column(default="open", index=True)  # open, right, wrong
    reported_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]


class MergeRow(Base):
    """Two listings became one; `before` brings both back."""

    __tablename__ = "merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    before: Mapped[dict[str, object]]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
