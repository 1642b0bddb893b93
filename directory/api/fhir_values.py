"""Values of FHIR search parameters: alternatives, tokens, references, dates, places."""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite

from directory.api.fhir_errors import BadParameterError
from directory.domain.places import EARTH_RADIUS_MILES, Disc, Point

LONGEST = 2_000  # letters of one value
MOST_ALTERNATIVES = 20
ALTERNATIVE = re.compile(r"(?:\\.|[^,\\])+", re.DOTALL)
ESCAPED = re.compile(r"\\([\\,|$])")
DATE = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb)?(\d{4})(?:-(\d\d)(?:-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+ -]\d\d:\d\d)?)?)?)?"
)
FIRST = (1, 1, 1, 0, 0, 0)  # what a date that says less begins with
MILES = {"km": 0.621371, "m": 0.000621371, "mi": 1.0, "[mi_i]": 1.0, "[mi_us]": 1.0}
NEARBY_MILES = 25.0


@dataclass(frozen=True, slots=True)
class Token:
    """A code and the list it is from; a `system` of None is any, "" is none at all."""

    system: str | None
    code: str

    def means(self, system: str, code: str) -> bool:
        return self.system in (None, system) and self.code in ("", code)


@dataclass(frozen=True, slots=True)
class Moment:
    """From `start` up to `end`, in UTC without a zone, and how others are compared with it."""

    comparison: str
    start: datetime
    end: datetime


def alternatives(written: str) -> tuple[str, ...]:
    """Split at commas that no backslash stands before. Each is still escaped, and there once."""
    if len(written) > LONGEST:
        raise BadParameterError(f"A value may have {LONGEST:,} letters, not {len(written):,}.")
    if "\0" in written:  # which not every database takes
        raise BadParameterError("A value may not have a null character.")
    parts = (found[0] for found in ALTERNATIVE.finditer(written))
    different = tuple(dict.fromkeys(part for part in parts if part.strip()))
    if len(different) > MOST_ALTERNATIVES:  # no database takes any number
        raise BadParameterError(
            f"A value may have {MOST_ALTERNATIVES} alternatives, not {len(different):,}. "
            "Ask for the others in another search."
        )
    return different


def text(written: str) -> str:
    return ESCAPED.sub(r"\1", written).strip()


def token(written: str) -> Token:
    system, bar, code = written.rpartition("|")
    return Token(text(system) if bar else None, text(code))


def reference(written: str, kind: str, base: str) -> str:
    """The id that `17`, `Location/17` or the whole address of it names; else nothing."""
    local = text(written).removeprefix(f"{base}/")
    named, _, id_ = local.rpartition("/")
    return id_ if named in ("", kind) else ""


def number(id_: str) -> int:
    """An id as the database has it; 0 where it has none such."""
    digits = id_.isascii() and id_.isdigit() and len(id_) <= 18
    return int(id_) if digits and not id_.startswith("0") else 0


def moment(written: str) -> Moment:
    found = DATE.fullmatch(written.strip())
    if found is None:
        raise BadParameterError(
            f"{written[:40]!r} is no date. Write it like 2026-11-22 or ge2026-11-22T08:00:00Z."
        )
    comparison, *parts, zone = found.groups()
    try:
        start, end = _stretch([int(part) for part in parts if part], zone or "Z")
    except (ValueError, OverflowError) as error:
        raise BadParameterError(f"{written[:40]!r} is no day of any calendar.") from error
    return Moment(comparison or "eq", start, end)


def _stretch(parts: list[int], zone: str) -> tuple[datetime, datetime]:
    """A year, month, day, minute or second, from its begin to its end."""
    year, month, day, hour, minute, second = (*parts, *FIRST[len(parts) :])
    start = datetime(year, month, day, hour, minute, second, tzinfo=UTC).replace(tzinfo=None)
    long = {
        1: timedelta(days=366 if isleap(year) else 365),
        2: timedelta(days=monthrange(year, month)[1]),
        3: timedelta(days=1),
        5: timedelta(minutes=1),
        6: timedelta(seconds=1),
    }
    return start - _away(zone), start + long[len(parts)] - _away(zone)


def _away(zone: str) -> timedelta:
    """How far a zone is ahead of UTC. A plus that was not encoded arrives as a blank."""
    if zone == "Z":
        return timedelta()
    away = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return -away if zone[0] == "-" else away


def disc(written: str) -> Disc:
    """Read `latitude|longitude|distance|unit`, the last two optional."""
    parts = [part.strip() for part in written.split("|")]
    if not 2 <= len(parts) <= 4:
        raise BadParameterError(
            "Write near as latitude|longitude|distance|unit, as 40.7|-89.6|25|mi."
        )
    latitude, longitude = _degrees(parts[0], 90), _degrees(parts[1], 180)
    if len(parts) < 3 or not parts[2]:
        return Disc(Point(latitude, longitude), NEARBY_MILES)
    unit = parts[3] if len(parts) == 4 and parts[3] else "km"
    if unit not in MILES:
        raise BadParameterError(f"{unit[:20]!r} is no unit for near: use km, m or mi.")
    miles = _float(parts[2]) * MILES[unit]
    if not 0 <= miles <= EARTH_RADIUS_MILES:
        raise BadParameterError("The distance of near must be positive and end on this earth.")
    return Disc(Point(latitude, longitude), miles)


def _degrees(written: str, most: float) -> float:
    degrees = _float(written)
    if not -most <= degrees <= most:
        raise BadParameterError(f"{written[:20]} degrees are off the earth: {most} is the most.")
    return degrees


def _float(written: str) -> float:
    try:
        value = float(written)
    except ValueError as error:
        raise BadParameterError(f"{written[:20]!r} is no number.") from error
    if not isfinite(value):
        raise BadParameterError(f"{written[:20]!r} is no number.")
    return value
