"""What people send in about listings, and what can become of it and of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from directory.domain.documents import Document


class ProviderStatus(StrEnum):
    PUBLISHED = "published"
    PENDING = "pending"  # sent in, and shown to nobody yet
    PAUSED = "paused"  # by those who keep it, for a while
    CLOSED = "closed"  # for good
    MERGED = "merged"  # with another listing, to which its address leads


class RevisionKind(StrEnum):
    SUBMISSION = "submission"  # of a listing that was not there
    EDIT = "edit"
    UNDO = "undo"


class RevisionStatus(StrEnum):
    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"  # sent in, but the e-mail address is not confirmed
    PENDING = "pending"  # an editor decides
    ACCEPTED = "accepted"  # some of it at least
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ClaimStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CorrectionStatus(StrEnum):
    OPEN = "open"
    RIGHT = "right"  # it was a mistake, and is mended
    WRONG = "wrong"  # what is shown is true


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """`base` and `proposal` are documents; times are UTC."""

    id: int
    provider_id: int | None
    organization_id: int | None
    kind: RevisionKind
    status: RevisionStatus
    base: Document
    proposal: Document
    email: str
    account_id: int | None
    language: str
    note: str
    version: int
    is_live: bool
    started_at: datetime
    saved_at: datetime
    proposed_at: datetime | None
    taken_by: str  # the address of the editor who reads it; empty: nobody does
    taken_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    accepted: dict[str, list[Any]] | None  # by key: what was, what became
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """What a new revision begins with."""

    kind: RevisionKind
    base: Document
    proposal: Document
    digest: str | None = None  # of the secret of its link
    provider_id: int | None = None
    organization_id: int | None = None
    account_id: int | None = None
    email: str = ""
    language: str = "en"
    note: str = ""
