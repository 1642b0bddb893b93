"""Checks the sessions of a program's week.

Times are those that a clock at the place shows. The night on which clocks change is no matter: a
session at half past two is at half past two every week, also where one night has no such time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from directory.domain.findings import Finding, Problem
from directory.domain.lengths import ENTRIES
from directory.services import timetable_rows
from directory.services.checked_part import Part
from directory.services.timetable_rows import Meeting, RowError

NAME = "sessions"
SLACK_HOURS = 1.0  # breaks count for some and not for others

Tracks = Mapping[str, Sequence[Meeting]]


def check_sessions(program: Part) -> Iterator[Finding]:
    meetings: list[Meeting] = []
    for number, row in enumerate(program.entries(NAME)[: ENTRIES[NAME]], start=1):
        try:
            meetings.append(timetable_rows.read(row, number))
        except RowError as error:
            yield program.found(NAME, error.problem, number=number, **error.values)
    tracks = _by_track(meetings)
    for together in tracks.values():
        yield from _overlaps(program, together)
    if tracks:
        yield from _hours(program, tracks)
        yield from _days(program, tracks)


def _by_track(meetings: Iterable[Meeting]) -> Tracks:
    """Each in the order of the week."""
    tracks: dict[str, list[Meeting]] = {}
    for meeting in sorted(meetings):
        tracks.setdefault(meeting.track, []).append(meeting)
    return tracks


def _overlaps(program: Part, together: Sequence[Meeting]) -> Iterator[Finding]:
    """One person attends all of a track, and cannot be at two meetings at once."""
    longest = together[0]
    for meeting in together[1:]:
        if meeting.weekday == longest.weekday and meeting.start < longest.end:
            number, other = sorted((meeting.number, longest.number), reverse=True)
            values = {"number": number, "other": other, "day": meeting.weekday}
            yield program.found(NAME, Problem.OVERLAPS, **values)
        longest = max(longest, meeting, key=lambda each: (each.weekday, each.end))


def _hours(program: Part, tracks: Tracks) -> Iterator[Finding]:
    """Compare what one track comes to with what is said of the whole week."""
    stated = program.fields.get("hours_a_week")
    counted = [sum(each.lasts for each in these) / 60 for these in tracks.values()]
    if _is_outside(stated, counted, SLACK_HOURS):
        values = {"least": round(min(counted), 1), "most": round(max(counted), 1)}
        yield program.found("hours_a_week", Problem.HOURS_DIFFER, stated=stated, **values)


def _days(program: Part, tracks: Tracks) -> Iterator[Finding]:
    stated = program.fields.get("days_a_week")
    counted = [len({each.weekday for each in these}) for these in tracks.values()]
    if _is_outside(stated, counted, 0):
        values = {"least": min(counted), "most": max(counted)}
        yield program.found("days_a_week", Problem.DAYS_DIFFER, stated=stated, **values)


def _is_outside(stated: object, counted: Sequence[float], slack: float) -> bool:
    """Whether a number contradicts those counted; what is no number is complained about anyway."""
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not stated > 0:
        return False
    return not min(counted) - slack <= stated <= max(counted) + slack
