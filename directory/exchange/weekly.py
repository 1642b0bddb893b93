"""Hours of a week as people write them: "Mon-Fri 8:30AM - 5pm; Sat 9 am to noon"."""

import re
from collections.abc import Iterable, Iterator, Mapping

from directory.domain.hours import WEEK
from directory.domain.schedule import MIDNIGHT, Span
from directory.exchange import clocks
from directory.exchange.clocks import DAY_AND_NIGHT, HOURS, Times

NAMES = (
    *(("monday", "mon", "mo", "m", "lunes"), ("tuesday", "tues", "tue", "tu", "t", "martes")),
    *(("wednesday", "weds", "wed", "we", "w", "miercoles"),),
    *(("thursday", "thurs", "thur", "thu", "th", "r", "jueves"),),
    *(("friday", "fri", "fr", "f", "viernes"), ("saturday", "sat", "sa", "sabado")),
    ("sunday", "sun", "su", "domingo"),
)
DAYS = {name: day for day, names in enumerate(NAMES) for name in names}
SEVERAL = {"daily": range(7), "everyday": range(7), "weekdays": range(5), "weekends": range(5, 7)}
PHRASES = ((r"(?:every|7) days?(?: a week)?", "daily"), (r"\b(weekday|weekend)\b", r"\1s"))
THROUGH = re.compile(r"\s*(?:-|\bto\b|\bthrough\b|\bthru\b)\s*")
RUN_TOGETHER = re.compile(r"(?:m|tu|th|t|w|r|f|sa|su)+")
ONE_OF_RUN = re.compile(r"m|tu|th|t|w|r|f|sa|su")
LONGEST_NIGHT = 12 * 60  # minutes; what ends before it begins and lasts longer is a slip

Week = dict[int, list[Times]]


def read(text: str) -> Week:
    """Read days with their hours. Raises HoursError where any part is not certain."""
    written = clocks.plain(text)
    for phrase, word in PHRASES:
        written = re.sub(phrase, word, written)
    found = list(HOURS.finditer(written))
    if not found:
        raise clocks.refusal("are no hours that can be read", text)
    named = _between(written, found)
    if not named[0] and named[-1]:
        named = named[1:]  # 9am-5pm Mon-Fri: the days follow
    week: Week = {}
    for days, times in _said(zip(named, found, strict=False), text):
        for day in days:
            week.setdefault(day, []).extend(times)
    return week


def _said(
    parts: Iterable[tuple[str, re.Match[str]]], text: str
) -> Iterator[tuple[Iterable[int], tuple[Times, ...]]]:
    """The days and the hours of each part; hours without days belong to the days before."""
    days: Iterable[int] = ()
    for words, match in parts:
        days = _days(words, text) if words else days
        if not days and not match["always"]:
            raise clocks.refusal("name no day", text)
        yield days or range(WEEK), clocks.one(match, text)


def _between(written: str, found: list[re.Match[str]]) -> list[str]:
    """What stands before each match, and after the last one."""
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(written)]
    between = (written[end:start] for end, start in zip(ends, starts, strict=True))
    return [re.sub(r"\band\b|&", " ", words).strip(" ,;:/|().") for words in between]


def _days(words: str, text: str) -> list[int]:
    days: list[int] = []
    for part in re.split(r"[\s,;:/|().]+", THROUGH.sub("-", words)):
        days += _named(part, text)
    return days


def _named(part: str, text: str) -> Iterable[int]:
    first, _, last = part.partition("-")
    if first in DAYS and (last or first) in DAYS:
        start, end = DAYS[first], DAYS[last or first]
        return [day % WEEK for day in range(start, end + 1 + WEEK * (end < start))]
    if part in SEVERAL:
        return SEVERAL[part]
    if RUN_TOGETHER.fullmatch(part):
        return [DAYS[each] for each in ONE_OF_RUN.findall(part)]
    raise clocks.refusal(f"name “{part[:20]}”, which is no day", text)


def believed(week: Mapping[int, Iterable[Times]]) -> Iterator[tuple[int, Times, bool]]:
    """Each stretch of hours with its day, and whether it can be true.

    Equal times mean day and night where most days have them, else somebody took AM for PM.
    """
    held = [(day, times) for day, these in sorted(week.items()) for times in these]
    whole = sum(times.start == times.end for _, times in held)
    for day, times in held:
        if times.start == times.end:
            yield day, DAY_AND_NIGHT, times == DAY_AND_NIGHT or whole * 2 > len(held)
        else:
            lasts = (times.end - times.start) % MIDNIGHT
            yield day, times, times.end > times.start or not times.end or lasts <= LONGEST_NIGHT


def spans(day: int, times: Times) -> Iterator[Span]:
    """A stretch as spans of the week; what goes past midnight is cut there."""
    end = times.end or MIDNIGHT
    if end > times.start:
        yield Span(day, times.start, end)
        return
    yield Span(day, times.start, MIDNIGHT)
    yield Span((day + 1) % WEEK, 0, end)
