"""Rows of a week as they were typed, read as far as they can be."""

import re
from dataclasses import dataclass

from directory.domain.findings import Problem
from directory.domain.hours import WEEK
from directory.domain.lengths import LETTERS
from directory.domain.schedule import FIVE, MIDNIGHT
from directory.exchange import text

CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
FORMATS = frozenset({"in-person", "online", "hybrid"})
LONGEST = 12 * 60  # minutes
QUOTED = 20  # letters of what could not be read


class RowError(ValueError):
    """A row that is no session, and why."""

    def __init__(self, problem: Problem, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True, order=True, slots=True)
class Meeting:
    """A session in minutes after midnight; `number` is its place in the list, from 1."""

    weekday: int
    start: int
    end: int
    number: int
    track: str

    @property
    def lasts(self) -> int:
        return self.end - self.start


def read(row: object, number: int) -> Meeting:
    """Read one row, or raise RowError with the first thing that is wrong with it."""
    if not isinstance(row, list) or len(row) != 5:
        raise RowError(Problem.UNREADABLE_SESSION)
    track, weekday, start, end, held = row
    if isinstance(weekday, bool) or not isinstance(weekday, int) or not 0 <= weekday < WEEK:
        raise RowError(Problem.UNKNOWN_WEEKDAY)
    if not isinstance(held, str) or held not in FORMATS:
        raise RowError(Problem.UNKNOWN_CHOICE)
    begins, ends = _times(start, end)
    return Meeting(weekday, begins, ends, number, _track(track))


def _track(typed: object) -> str:
    if not isinstance(typed, str):
        raise RowError(Problem.UNREADABLE_SESSION)
    if len(typed) > LETTERS["track"]:
        raise RowError(Problem.TOO_LONG, typed=len(typed), most=LETTERS["track"])
    return text.tidy(typed)


def _times(start: object, end: object) -> tuple[int, int]:
    """An end at 00:00 is the end of the day."""
    if start in (None, "") or end in (None, ""):
        raise RowError(Problem.NO_TIMES)
    begins, ends = _minutes(start), _minutes(end) or MIDNIGHT
    if ends <= begins:
        # From the evening on, what ends early is a night; else it is a slip.
        is_night = begins >= FIVE and ends + MIDNIGHT - begins <= LONGEST
        problem = Problem.CROSSES_MIDNIGHT if is_night else Problem.ENDS_BEFORE_START
        raise RowError(problem, start=start, end=end)
    if ends - begins > LONGEST:
        raise RowError(Problem.LASTS_TOO_LONG, start=start, end=end, most=LONGEST // 60)
    return begins, ends


def _minutes(typed: object) -> int:
    match = CLOCK.fullmatch(typed) if isinstance(typed, str) else None
    if match is None:
        raise RowError(Problem.UNREADABLE_TIME, typed=str(typed)[:QUOTED])
    return int(match[1]) * 60 + int(match[2])
