"""What people do to the directory, as the audit trail tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    SENT_IN = "sent in"
    CONFIRMED_ADDRESS = "confirmed an address"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDREW = "withdrew"
    REOPENED = "went on with"  # what was sent in before, to send it in again
    TOOK = "took to review"
    CHANGED = "changed"  # at once: an editor, or a small fact by a trusted account
    UNDID = "undid"
    CONFIRMED = "confirmed"  # that a listing is still right
    REMINDED = "reminded"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    CLAIMED = "claimed"
    PROVED = "proved a claim"
    REPORTED = "reported a mistake"
    ANSWERED = "answered a report"
    MERGED = "merged"
    UNMERGED = "undid a merge"
    KEPT_APART = "kept apart"
    ASKED = "asked the provider"
    KEPT = "kept"  # what is shown, against what a list says
    INVITED = "invited"
    JOINED = "joined"
    LEFT = "left"
    TRUSTED = "trusted"
    DISTRUSTED = "ceased to trust"
    GAVE_ROLE = "gave a role"
    TOOK_ROLE = "took a role"
    SIGNED_UP = "made an account"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    CHANGED_ADDRESS = "changed an e-mail address"
    CHANGED_WAY_IN = "changed a password"
    CHANGED_PROOFS = "changed second proofs"  # passkeys, app, recovery codes
    DELETED_ACCOUNT = "deleted an account"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did. `subject` says in words to what: a slug, an address, an organization."""

    act: Act
    subject: str
    provider_id: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)  # JSON
