"""The hours a place is open: when somebody answers the door, not when treatment takes place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from directory.domain.criteria import WEEKDAYS, free_arg
from directory.domain.schedule import MIDNIGHT, Span

WEEK = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """Days with the same hours; `spans` is empty where nothing was said of them."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]  # of the first of them

    @property
    def all_day(self) -> bool:
        return any((span.start, span.end) == (0, MIDNIGHT) for span in self.spans)


def written(spans: Iterable[Span]) -> str:
    """Write them as one line, in the order of the week: mon-0900-1700 tue-0900-1700."""
    return " ".join(map(free_arg, sorted(spans)))


@lru_cache(4096)
def read(line: str) -> tuple[Span, ...]:
    """Read what `written` wrote; few weeks differ, so equal lines share one value."""
    return tuple(map(_span, line.split()))


def round_the_clock(spans: Iterable[Span]) -> bool:
    return len({span.weekday for span in spans if (span.start, span.end) == (0, MIDNIGHT)}) == WEEK


def by_days(spans: Iterable[Span]) -> tuple[Days, ...]:
    """Gather the days that have the same hours, those without any last; none if none has."""
    grouped: dict[tuple[tuple[int, int], ...], list[int]] = {}
    held = sorted(spans)
    for weekday in range(WEEK) if held else ():
        hours = tuple((span.start, span.end) for span in held if span.weekday == weekday)
        grouped.setdefault(hours, []).append(weekday)
    said = sorted(grouped.items(), key=lambda item: not item[0])
    return tuple(_days(days, hours) for hours, days in said)


def _days(days: list[int], hours: tuple[tuple[int, int], ...]) -> Days:
    spans = tuple(Span(days[0], start, end) for start, end in hours)
    return Days(weekdays=tuple(days), spans=spans)


def _span(written: str) -> Span:
    day, start, end = written.split("-")
    return Span(WEEKDAYS.index(day), _minutes(start), _minutes(end))


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[2:])
