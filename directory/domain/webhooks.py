"""Partners who are told of changes: where, what, and how often it is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Three days in all, as the Standard Webhooks specification advises.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
LONGEST_WAIT = 2 * max(WAITS)  # what waits longer was put off by a clock that went ahead
JITTER = 0.25  # of a wait, so that many that failed together do not come back together


class State(StrEnum):
    ARRIVED = "arrived"
    WAITING = "waiting"
    GIVEN_UP = "given up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    id: int
    url: str
    secret: str
    created_at: datetime
    stopped_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """`name` stays the same at every try, so that the partner can tell a repeat."""

    name: str
    body: str
    events: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A message on its way to one webhook."""

    id: int
    webhook_id: int
    message: Message
    made_at: datetime
    tries: int
    tried_at: datetime | None
    next_at: datetime | None
    arrived_at: datetime | None
    answer: str

    @property
    def state(self) -> State:
        if self.arrived_at:
            return State.ARRIVED
        return State.WAITING if self.next_at else State.GIVEN_UP


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a partner's server said, in a few words; `status` is None where it said nothing."""

    status: int | None
    words: str

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """410 Gone: the partner wants no more."""
        return self.status == 410


def next_try(tries: int, at: datetime, roll: float) -> datetime | None:
    """When to try again after so many tries; None: not any more. `roll` lies between 0 and 1."""
    if tries > len(WAITS):
        return None
    return at + WAITS[tries - 1] * (1 + JITTER * roll)
