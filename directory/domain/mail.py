"""Mail: what is to be said, to whom, and how often sending it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# About three days in all. The first are short: somebody may be waiting for a link.
WAITS = (
    timedelta(seconds=20),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=25),
)
LONGEST_WAIT = max(WAITS)  # what waits longer was put off by a clock that went ahead


class State(StrEnum):
    SENT = "sent"
    WAITING = "waiting"
    FAILING = "failing"  # tried without success, and tried again
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Letter:
    """A text of `data/letters/` by its name, and what stands in it for each $placeholder.

    Never put there what a stranger wrote when the mail goes to an address that nobody confirmed:
    somebody would send their own words under our name.
    """

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in one language; the subject is one line."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """`message` names it, the same at every try, so that a mailbox can tell a repeat."""

    id: int
    message: str
    to: str
    written: Written
    made_at: datetime
    tries: int
    next_at: datetime | None
    sent_at: datetime | None
    fault: str

    @property
    def state(self) -> State:
        if self.sent_at:
            return State.SENT
        if self.next_at is None:
            return State.GIVEN_UP
        return State.FAILING if self.tries else State.WAITING


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a try failed, in a few words. A final one would be the same at every try."""

    words: str
    is_final: bool = False


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many tries; None: not any more."""
    return None if tries > len(WAITS) else at + WAITS[tries - 1]
