"""The sessions of a program as a week: days down, tracks across."""

from collections.abc import Iterable
from dataclasses import dataclass

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
