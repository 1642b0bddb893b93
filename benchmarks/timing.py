"""Asks every engine the same, one after the other, question by question.

Answers are measured in processor time, all threads together. Nobody waits for a disk here, so on an
idle machine this is the time that passes; on a busy one it leaves the neighbours out.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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

    first: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    again: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    agreed: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))


def interleaved(engines: Sequence[Engine], questions: Sequence[Asked]) -> Course:
    """The first engine is the one whose totals the others' are held against."""
    course = Course()
    gc.collect()
    gc.freeze()
    for round_ in range(ROUNDS + 1):
        for asked in questions:
            answers = {
                engine.name: _timed(engine, asked, course, round_)
                for engine in engines
                if sum(course.again[engine.name]) + sum(course.first[engine.name]) < PATIENCE
            }
            _compare(answers, course)
    gc.unfreeze()
    return course


def _timed(engine: Engine, asked: Asked, course: Course, round_: int) -> Answer:
    start = process_time()
    answer = engine.answer(asked)
    taken = process_time() - start
    (course.again if round_ else course.first)[engine.name].append(taken)
    return answer


def _compare(answers: dict[str, Answer], course: Course) -> None:
    ours = answers.get("ours")
    for name, answer in answers.items():
        if ours is not None:
            course.agreed[name].append(answer.total == ours.total)


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
