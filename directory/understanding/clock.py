"""Times of day: which part of the day a sentence asks for."""

from directory.domain.vocabulary import Facet
from directory.understanding.lexicon import Role
from directory.understanding.line import MEASURED, Line, Reading

NOON, EVENING, LATEST = 12, 17, 24  # o'clock


def time(line: Line, position: int) -> Reading | None:
    """Read "after 6:30 pm", "before 9", "at 7am", "6-9pm"."""
    last = _last_of_time(line, position)
    half = _half(line, last)
    later, earlier = line.plays(position - 1, Role.LATER), line.plays(position - 1, Role.EARLIER)
    hour = line.number(position) or 0
    if not half and (not (later or earlier) or line.plays(last + 1, *MEASURED)):
        return None
    if not 1 <= hour <= LATEST:
        return None
    o_clock = _o_clock(hour, half, evening=later)
    spans = _after(o_clock) if later else _before(o_clock) if earlier else _at(o_clock)
    last += half is not None
    return last, line.asking(position, last, Facet.WHEN, spans)


def _last_of_time(line: Line, position: int) -> int:
    """Return where the minutes end, or the end of a stretch such as 6-9."""
    if line.plays(position + 1, Role.TO) and line.number(position + 2) is not None:
        return position + 2
    return position + 1 if line.number(position + 1) is not None else position


def _half(line: Line, position: int) -> Role | None:
    for role in (Role.AM, Role.PM):
        if line.plays(position + 1, role):
            return role
    return None


def _o_clock(hour: int, half: Role | None, *, evening: bool) -> int:
    if half is Role.PM or (half is None and (evening or hour < 6)):
        return hour + NOON if hour < NOON else hour
    return 0 if half is Role.AM and hour == NOON else hour


def _after(hour: int) -> tuple[str, ...]:
    if hour >= EVENING:
        return ("evening",)
    return ("afternoon", "evening") if hour >= NOON else ()


def _before(hour: int) -> tuple[str, ...]:
    if hour <= NOON:
        return ("morning",)
    return ("morning", "afternoon") if hour <= EVENING else ()


def _at(hour: int) -> tuple[str, ...]:
    if hour < NOON:
        return ("morning",)
    return ("evening",) if hour >= EVENING else ("afternoon",)
