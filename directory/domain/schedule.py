"""Sessions of a week, and whether a person can attend them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import groupby

SLOT_MINUTES = 30
SLOTS_A_DAY = 24 * 60 // SLOT_MINUTES
SLOTS_A_WEEK = 7 * SLOTS_A_DAY
NOON = 12 * 60
FIVE = 17 * 60
MIDNIGHT = 24 * 60


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of one weekday (0 is Monday), in minutes after midnight; `end` may be 1440."""

    weekday: int
    start: int
    end: int

    @property
    def slots(self) -> range:
        """The half-hour slots of the week that the span touches."""
        first = self.weekday * SLOTS_A_DAY
        return range(first + self.start // SLOT_MINUTES, first - (-self.end // SLOT_MINUTES))


@dataclass(frozen=True, order=True, slots=True)
class Session:
    """One meeting a week. A person attends all sessions of one `track`; tracks are alternatives."""

    track: str
    weekday: int
    starts_at: time
    ends_at: time
    format: str = "in-person"

    @property
    def span(self) -> Span:
        return Span(self.weekday, _minutes(self.starts_at), _minutes(self.ends_at) or MIDNIGHT)


def tracks(sessions: Iterable[Session]) -> dict[str, list[Session]]:
    """The sessions by track, each track in the order of the week."""
    return {track: list(these) for track, these in groupby(sorted(sessions), lambda s: s.track)}


def clock(minutes: int) -> str:
    """Write minutes after midnight as 17:30; the end of a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def times_of_day(sessions: Iterable[Session]) -> frozenset[str]:
    """The slugs of the `when` facet that the sessions' starts and days fall into."""
    return frozenset(slug for session in sessions for slug in _times(session.span))


def _times(span: Span) -> Iterable[str]:
    if span.weekday >= 5:
        yield "weekend"
    if span.start < NOON:
        yield "morning"
    elif span.start < FIVE:
        yield "afternoon"
    else:
        yield "evening"


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
