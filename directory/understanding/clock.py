"""Times of day: which part of the day a sentence asks for."""

from directory.domain.vocabulary import Facet
from directory.understanding.lexicon import Role
from directory.understanding.line import MEASURED, Line, Reading

NOON, EVENING, LATEST = 12, 17, 24  # o'clock
HOUR = 60  # minutes


def time(line: Line, position: int) -> Reading | None:
    """Read "after 6:30 pm", "before 9", "at 7am", "6-9pm", "7am to 3pm"."""
    last, half = _time_at(line, position)
    later, earlier = line.plays(position - 1, Role.LATER), line.plays(position - 1, Role.EARLIER)
    hour = line.number(position) or 0
    last, half = _stretched(line, last, half, hour)
    if not half and (not (later or earlier) or line.plays(last + 1, *MEASURED)):
        return None
    if not 1 <= hour <= LATEST:
        return None
    o_clock = _o_clock(hour, half, evening=later)
    spans = _after(o_clock) if later else _before(o_clock) if earlier else _at(o_clock)
    return last, line.asking(position, last, Facet.WHEN, spans)


def _time_at(line: Line, position: int) -> tuple[int, Role | None]:
    """Return where an hour ends with its minutes and its am or pm, and which of these it has."""
    minutes = line.number(position + 1)
    if minutes is not None and line.segments[position + 1].apart and minutes < HOUR:
        position += 1
    half = _half(line, position)
    return position + (half is not None), half


def _stretched(line: Line, last: int, half: Role | None, hour: int) -> tuple[int, Role | None]:
    """Go on to the end of "6-9pm". What its start leaves out is said there: 6 pm, but 11-1pm."""
    joined = line.plays(last + 1, Role.TO)
    until = line.number(last + 1 + joined)
    apart = half is not None and line.plays(last + 1, Role.OR, Role.AND)
    if until is None or apart or not (joined or half or not line.segments[last + 1].apart):
        return last, half
    end, closing = _time_at(line, last + 1 + joined)
    if half is None and closing is Role.PM and hour % NOON > until % NOON:
        closing = Role.AM
    return (end, half or closing) if half is None or closing else (last, half)


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
