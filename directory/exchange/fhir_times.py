"""Weekly hours as FHIR has them: the days that have the same hours together."""

from collections.abc import Iterable, Iterator
from datetime import time

from directory.domain.schedule import MIDNIGHT, Session, Span
from directory.exchange.fhir_parts import Resource

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST_SECOND = "23:59:59"  # a day has no 24:00 there


def of_sessions(sessions: Iterable[Session]) -> Iterator[Resource]:
    """When treatment takes place."""
    names = ("availableStartTime", "availableEndTime")
    return _weekly((held.span for held in sessions), names)


def of_office(spans: Iterable[Span]) -> Iterator[Resource]:
    """When somebody is there."""
    return _weekly(spans, ("openingTime", "closingTime"))


def _weekly(spans: Iterable[Span], names: tuple[str, str]) -> Iterator[Resource]:
    alike: dict[tuple[int, int], set[int]] = {}
    for span in spans:
        alike.setdefault((span.start, span.end), set()).add(span.weekday)
    for (start, end), days in sorted(alike.items()):
        written = {"daysOfWeek": [DAYS[day] for day in sorted(days)]}
        yield written | _hours(start, end, names)


def _hours(start: int, end: int, names: tuple[str, str]) -> Resource:
    """Minutes after midnight as FHIR's times."""
    if (start, end) == (0, MIDNIGHT):
        return {"allDay": True}
    return {names[0]: _clock(start), names[1]: _clock(end)}


def _clock(minutes: int) -> str:
    if minutes == MIDNIGHT:
        return LAST_SECOND
    return time(minutes // 60, minutes % 60).isoformat("seconds")
