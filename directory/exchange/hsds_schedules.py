"""Sessions and office hours as HSDS schedules, whose fields are those of RFC 5545 rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from directory.domain import schedule
from directory.domain.listings import Program
from directory.domain.schedule import MIDNIGHT, Span
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_objects import Object, known

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ATTENDING = {"in-person": "In person", "online": "Online", "hybrid": "In person or online"}
LAST_MINUTE = MIDNIGHT - 1  # how HSDS has the end of a place that never closes


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock on the wall of a place: its zone by name, and its distance from UTC on a day.

    HSDS asks for the distance and has no field for the zone; it is right on the day of the answer.
    """

    zone: str
    hours: float | None

    @property
    def suffix(self) -> str:
        if self.hours is None:
            return ""
        sign = "-" if self.hours < 0 else "+"
        return sign + schedule.clock(round(abs(self.hours) * 60))

    def written(self, minutes: int) -> str:
        return schedule.clock(minutes % MIDNIGHT) + self.suffix


@lru_cache(256)
def clock(zone: str, on: date) -> Clock:
    """The clock of a zone that is named as in the time zone database; any other is not known."""
    try:
        away = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset() if zone else None
    except (KeyError, ValueError, OSError):
        away = None
    return Clock(zone, None if away is None else away / timedelta(hours=1))


def of_program(program: Program, service_id: str, on: date) -> list[Object]:
    """One for all days of a track that have the same hours."""
    alike: dict[tuple[str, str, int, int], list[int]] = {}
    for held in sorted(program.sessions):
        key = (held.track, held.format, held.span.start, held.span.end)
        alike.setdefault(key, []).append(held.weekday)
    at = clock(program.time_zone, on)
    return [
        {"id": ids.of("schedule", service_id, *key), "service_id": service_id}
        | _weekly(days, key[2:], at)
        | known(attending_type=ATTENDING.get(key[1], key[1]), notes=key[0] and f"Group: {key[0]}")
        for key, days in alike.items()
    ]


def of_office(spans: Iterable[Span], location_id: str, at: Clock) -> list[Object]:
    alike: dict[tuple[int, int], list[int]] = {}
    for span in sorted(spans):
        alike.setdefault((span.start, span.end), []).append(span.weekday)
    return [
        {"id": ids.of("schedule", location_id, *key), "location_id": location_id}
        | _weekly(days, key, at)
        | {"description": "When somebody is there; treatment may take place at other times."}
        for key, days in alike.items()
    ]


def _weekly(days: Iterable[int], hours: tuple[int, int], at: Clock) -> Object:
    start, end = hours
    return known(
        timezone=at.hours,
        freq="WEEKLY",
        wkst="MO",
        byday=",".join(DAYS[day] for day in dict.fromkeys(days)),
        opens_at=at.written(start),
        closes_at=at.written(LAST_MINUTE if (start, end) == (0, MIDNIGHT) else end),
    )
