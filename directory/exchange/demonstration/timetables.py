"""When programs meet: tracks written as "Evening: mon tue thu 18:00-21:00 online"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Self

from directory.domain.criteria import WEEKDAYS
from directory.domain.schedule import Session
from directory.exchange.demonstration.dice import Dice
from directory.exchange.demonstration.texts import DemonstrationError

TRACK = re.compile(r"(?P<name>[^:]+): (?P<times>[-a-z0-9: ]+?)(?P<online> online)?")
BLOCK = re.compile(r"((?:[a-z]{3} )+)(\d\d):(\d\d)-(\d\d):(\d\d)")
SHIFTS = (-30, 0, 0, 0, 0, 30, 30, 60)  # minutes by which sites begin before or after the rest
MOST_TRACKS = 3


@dataclass(frozen=True, slots=True)
class Track:
    variants: tuple[tuple[Session, ...], ...]  # the same hours, begun at other times
    online: bool

    @classmethod
    def parsed(cls, text: str) -> Self:
        match = TRACK.fullmatch(text)
        if match is None or not BLOCK.search(match["times"]):
            raise DemonstrationError(f"data/demo has a track that cannot be read: {text!r}.")
        online = bool(match["online"])
        made = {shift: _sessions(match, shift) for shift in set(SHIFTS)}
        return cls(tuple(made[shift] for shift in SHIFTS), online)

    @property
    def hours(self) -> float:
        return sum(held.span.end - held.span.start for held in self.variants[0]) / 60

    @property
    def days(self) -> int:
        return len({held.weekday for held in self.variants[0]})


@dataclass(frozen=True, slots=True)
class Meeting:
    """The tracks a program was dealt."""

    sessions: tuple[Session, ...]
    formats: frozenset[str]
    hours: float | None
    days: int | None  # none where tracks differ in it


@dataclass(frozen=True, slots=True)
class Timetable:
    """Tracks that come to the same hours a week."""

    tracks: tuple[Track, ...]
    hours: float

    @classmethod
    def parsed(cls, texts: Sequence[str]) -> Self:
        tracks = tuple(map(Track.parsed, texts))
        hours = {track.hours for track in tracks}
        if len(hours) != 1:
            raise DemonstrationError(f"data/demo has tracks of unequal hours: {texts}.")
        return cls(tracks, hours.pop())

    def deal(self, dice: Dice) -> Meeting:
        number = dice.between(1, min(MOST_TRACKS, len(self.tracks)))
        tracks = dice.some(self.tracks, number)
        sessions = tuple([held for track in tracks for held in dice.one(track.variants)])
        formats = frozenset(["online" if track.online else "in-person" for track in tracks])
        days = {track.days for track in tracks}
        return Meeting(sessions, formats, self.hours, days.pop() if len(days) == 1 else None)


def _sessions(match: re.Match[str], shift: int) -> tuple[Session, ...]:
    form = "online" if match["online"] else "in-person"
    return tuple(
        Session(
            track=match["name"],
            weekday=WEEKDAYS.index(day),
            starts_at=_clock(int(hour) * 60 + int(minute) + shift),
            ends_at=_clock(int(end_hour) * 60 + int(end_minute) + shift),
            format=form,
        )
        for days, hour, minute, end_hour, end_minute in BLOCK.findall(match["times"] + " ")
        for day in days.split()
    )


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
