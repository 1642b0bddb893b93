"""What objects of schema.org have in common."""

from collections.abc import Iterable, Iterator
from typing import Any

from directory.domain import hours
from directory.domain.schedule import MIDNIGHT, Span, clock

Described = dict[str, Any]

SCHEMA = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_MINUTE = "23:59"  # how schema.org ends a day that has no end


def told(about: Described) -> Described:
    """Leave out what says nothing."""
    return {name: value for name, value in about.items() if value not in ("", None, [], {})}


def openings(spans: Iterable[Span]) -> Iterator[Described]:
    for days in hours.by_days(set(spans)):
        for span in days.spans:
            yield {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [f"{SCHEMA}/{DAYS[day]}" for day in days.weekdays],
                "opens": clock(span.start),
                "closes": LAST_MINUTE if span.end == MIDNIGHT else clock(span.end),
            }
