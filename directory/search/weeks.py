"""Weekly schedules, each kept once, and which of them lie within the hours a person is free.

Times are compared in minutes, not in half hours, so that no fit is claimed that is not true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from directory.domain.schedule import Span
from directory.search.bits import Flags, Numbers
from directory.search.hits import Fit
from directory.search.sites import WEEK, Track

Schedule = tuple[Track, ...]
NONE: Schedule = ()  # a program that does not say when it meets


@dataclass(frozen=True, slots=True)
class Weeks:
    """Schedule n is tracks[schedule_starts[n]:schedule_starts[n + 1]], a track likewise its spans.

    Schedule 0 is that of programs without sessions; it holds one span that nobody is free for.
    """

    spans: Numbers  # one row each: start, end in minutes of the week
    track_spans: Numbers  # numbers of spans
    track_starts: Numbers
    schedule_starts: Numbers

    @classmethod
    def of(cls, schedules: Iterable[Schedule]) -> "Weeks":
        """Hold the schedules in the order given, the first of which must be the empty one."""
        numbers: dict[tuple[int, int], int] = {}
        chosen: list[int] = []
        tracks = [0]
        starts = [0]
        for schedule in schedules:
            for track in schedule or (((-1, -1),),):
                chosen += [numbers.setdefault(span, len(numbers)) for span in track]
                tracks.append(len(chosen))
            starts.append(len(tracks) - 1)
        return cls(
            np.array(list(numbers), np.int32).reshape(-1, 2),
            np.array(chosen, np.int32),
            np.array(tracks, np.int32),
            np.array(starts, np.int32),
        )

    def adding(self, schedule: Schedule) -> tuple["Weeks", int]:
        """Hold one more, at the end, known or not; return its number too."""
        if not schedule:
            return self, 0
        spans = [span for track in schedule for span in track]
        tracks = len(self.track_spans) + np.cumsum([len(track) for track in schedule])
        longer = Weeks(
            np.concatenate([self.spans, np.array(spans, np.int32)]),
            np.concatenate([self.track_spans, len(self.spans) + np.arange(len(spans))]),
            np.concatenate([self.track_starts, tracks]),
            np.concatenate([self.schedule_starts, [len(self.track_starts) - 1 + len(schedule)]]),
        )
        return longer, len(self.schedule_starts) - 1

    def each_once(self, held: Numbers) -> tuple["Weeks", Numbers]:
        """Hold only the schedules with these numbers, each once; return their new numbers too."""
        told = self.schedules()
        numbers = {NONE: 0}
        anew = np.zeros(len(told), np.int32)
        for number in np.unique(held).tolist():
            anew[number] = numbers.setdefault(told[number], len(numbers))
        return Weeks.of(numbers), anew[held]

    def schedules(self) -> list[Schedule]:
        """Every schedule as it was given."""
        spans = [(int(start), int(end)) for start, end in self.spans]
        chosen = [spans[number] for number in self.track_spans]
        tracks = [tuple(chosen[a:b]) for a, b in pairwise(self.track_starts)]
        found = [tuple(tracks[a:b]) for a, b in pairwise(self.schedule_starts)]
        return [NONE, *found[1:]]

    def fitting(self, free: Iterable[Span]) -> Flags:
        """For each schedule, whether at least one of its tracks lies in the free hours whole."""
        attended = self._attended(free)[self.track_spans]
        tracks = np.logical_and.reduceat(attended, self.track_starts[:-1])
        return np.logical_or.reduceat(tracks, self.schedule_starts[:-1])

    def fits(self, schedules: Iterable[int], free: Iterable[Span]) -> Mapping[int, Fit]:
        """How much of its best track each schedule leaves within the free hours."""
        attended = self._attended(free)
        return {number: self._fit(number, attended) for number in schedules if number}

    def _fit(self, number: int, attended: Flags) -> Fit:
        first, last = self.schedule_starts[number : number + 2]
        tracks = pairwise(self.track_starts[first : last + 1])
        fits = [Fit(int(attended[self.track_spans[a:b]].sum()), int(b - a)) for a, b in tracks]
        return max(fits, key=lambda fit: (fit.attended / fit.of, fit.of))

    def _attended(self, free: Iterable[Span]) -> Flags:
        starts, ends = self.spans[:, 0], self.spans[:, 1]
        within = np.zeros(len(self.spans), np.bool_)
        for start, end in merged(free):
            within |= (starts >= start) & (ends <= end)
        return within


def merged(free: Iterable[Span]) -> list[tuple[int, int]]:
    """Free stretches in minutes of two weeks running, joined where they touch, even at midnight."""
    once = [_stretch(span) for span in free]
    joined: list[tuple[int, int]] = []
    for start, end in sorted([*once, *((start + WEEK, end + WEEK) for start, end in once)]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _stretch(span: Span) -> tuple[int, int]:
    midnight = span.weekday * 24 * 60
    past_midnight = 24 * 60 if span.end <= span.start else 0
    return midnight + span.start, midnight + span.end + past_midnight
