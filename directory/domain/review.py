"""What waits for an editor, whatever it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

READ_FOR = timedelta(minutes=30)  # after which another editor may take it


class Kind(StrEnum):
    SUBMISSION = "submission"
    CHANGE = "change"
    CLAIM = "claim"
    CORRECTION = "correction"
    CONFLICT = "conflict"  # between a person's word and a list's
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Reader:
    """An editor who has it open, and since when (UTC)."""

    account_id: int
    email: str
    since: datetime

    def still_reads(self, at: datetime) -> bool:
        return at - self.since <= READ_FOR


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """`ref` tells it from others of its kind; `since` is UTC, None where nobody knows."""

    kind: Kind
    ref: str
    name: str
    city: str = ""
    state: str = ""
    county: str = ""
    since: datetime | None = None
    note: str = ""  # who sent it, or what it is about
    is_live: bool = False  # shown already, reviewed after
    reader: Reader | None = None

    @property
    def key(self) -> tuple[Kind, str]:
        return self.kind, self.ref


def pair_ref(provider_id: int, other_id: int) -> str:
    return f"{provider_id}-{other_id}"


def pair(ref: str) -> tuple[int, int] | None:
    """What `pair_ref` made; None where it is something else."""
    first, dash, second = ref.partition("-")
    return (int(first), int(second)) if dash and first.isdigit() and second.isdigit() else None
