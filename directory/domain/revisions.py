"""What can become of listings, and of what people send in about them."""

from enum import StrEnum


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
