"""Asks every engine the same: all questions of one, then of the next, and that several times over.

Between two engines' questions the processor forgets what it had at hand of either, which no server
does that has one of them; so each is asked all of its questions in a row.

Answers are measured in processor time, all threads together. Nobody waits for a disk here, so on an
idle machine this is the time that passes; on a busy one it leaves the neighbours out. Pages, which
other processes make, are measured by the clock.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter, process_time
from typing import TypeVar

from benchmarks.asking import Asked
from benchmarks.peers import Answer, Engine

Thing = TypeVar("Thing")

ROUNDS = 4  # after the first
PATIENCE = 25.0  # seconds for one engine at one job; then it is not asked again


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results. `memory_mb` stands beside the job it was measured with."""

    size: int
    job: str
    engine: str
    p50_ms: float
    p95_ms: float
    memory_mb: float | None = None


@dataclass(slots=True)
class Course:
    """One job: how long each engine took for each question, and how often all found as many."""

    clock: Callable[[], float] = process_time
    first: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    again: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    agreed: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))


def in_turn(
    engines: Sequence[Engine], questions: Sequence[Asked], clock: Callable[[], float] = process_time
) -> Course:
    """The first engine is the one whose totals the others' are held against."""
    course = Course(clock)
    gc.collect()
    gc.freeze()
    totals: list[int] = []
    for round_ in range(ROUNDS + 1):
        for engine in engines:
            found = list(_asked(engine, questions, course, round_))
            totals = totals or found
            course.agreed[engine.name] += map(int.__eq__, found, totals)
    gc.unfreeze()
    return course


def _asked(
    engine: Engine, questions: Sequence[Asked], course: Course, round_: int
) -> Iterator[int]:
    """How many sites it finds for each question, until patience ends."""
    for asked in questions:
        if sum(course.again[engine.name]) + sum(course.first[engine.name]) > PATIENCE:
            return
        yield _timed(engine, asked, course, round_).total


def _timed(engine: Engine, asked: Asked, course: Course, round_: int) -> Answer:
    start = course.clock()
    answer = engine.answer(asked)
    taken = course.clock() - start
    (course.again if round_ else course.first)[engine.name].append(taken)
    return answer


def row(size: int, job: str, engine: str, seconds: Sequence[float]) -> Row:
    taken = sorted(one * 1000 for one in seconds)
    cuts = quantiles(taken, n=20, method="inclusive") if len(taken) > 1 else taken * 19
    return Row(size, job, engine, round(cuts[9], 3), round(cuts[18], 3))


def repeated(things: Iterable[Thing], action: Callable[[Thing], object]) -> list[float]:
    """How long an action took for each."""
    taken = []
    for thing in things:
        start = perf_counter()
        action(thing)
        taken.append(perf_counter() - start)
    return taken
