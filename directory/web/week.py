"""The sessions of a program as a week: days down, tracks across."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from directory.domain.schedule import Session, tracks


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    weekday: int
    cells: tuple[tuple[Session, ...], ...]  # one a track


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    tracks: tuple[str, ...]
    days: tuple[Day, ...]  # those with a session


def of(sessions: Iterable[Session]) -> Week:
    held = tracks(sessions)
    weekdays = sorted({session.weekday for these in held.values() for session in these})
    days = (Day(weekday=day, cells=_cells(held.values(), day)) for day in weekdays)
    return Week(tracks=tuple(held), days=tuple(days))


def _cells(held: Iterable[list[Session]], weekday: int) -> tuple[tuple[Session, ...], ...]:
    return tuple(
        tuple(session for session in these if session.weekday == weekday) for these in held
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """Sessions of one track at the same hours, said in one line."""

    first: Session
    weekdays: tuple[int, ...]


def meetings(sessions: Iterable[Session]) -> tuple[Meeting, ...]:
    """The week in few lines, for where there is no room for a table."""
    grouped: dict[tuple[str, time, time, str], list[Session]] = {}
    for each in sorted(sessions):
        hours = (each.track, each.starts_at, each.ends_at, each.format)
        grouped.setdefault(hours, []).append(each)
    return tuple(
        Meeting(first=same[0], weekdays=tuple(each.weekday for each in same))
        for same in grouped.values()
    )
