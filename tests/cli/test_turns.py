"""Who answers when: one after the other, unless somebody takes long."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from directory.cli.turns import Turns

SOON = 5  # seconds; what has to happen happens long before
NEVER = 60


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


class Answer:
    """Runs in a turn until it is told to end."""

    def __init__(self, turns: Turns, threads: ThreadPoolExecutor) -> None:
        self.begun, self.end = threading.Event(), threading.Event()
        self.ended: Future[None] = threads.submit(self._run, turns)

    def _run(self, turns: Turns) -> None:
        with turns.turn():
            self.begun.set()
            assert self.end.wait(SOON)


def test_the_next_begins_when_the_first_has_ended(threads: ThreadPoolExecutor) -> None:
    turns = Turns(NEVER)
    first = Answer(turns, threads)
    assert first.begun.wait(SOON)
    second = Answer(turns, threads)

    assert not second.begun.wait(0.1)
    first.end.set()
    assert second.begun.wait(SOON)
    assert turns.taking_long() == 0
    second.end.set()


def test_nobody_waits_behind_who_takes_long(threads: ThreadPoolExecutor) -> None:
    turns = Turns(0.05)
    slow = [Answer(turns, threads) for _ in range(3)]

    assert all(each.begun.wait(SOON) for each in slow)
    assert turns.taking_long() >= 2
    for each in slow:
        each.end.set()
        each.ended.result(SOON)
    assert turns.taking_long() == 0


def test_who_took_long_does_not_end_the_turn_of_the_next(threads: ThreadPoolExecutor) -> None:
    turns = Turns(1)
    slow = Answer(turns, threads)
    assert slow.begun.wait(SOON)
    second = Answer(turns, threads)
    assert second.begun.wait(SOON)

    slow.end.set()
    slow.ended.result(SOON)
    third = Answer(turns, threads)

    assert not third.begun.wait(0.1)
    second.end.set()
    assert third.begun.wait(SOON)
    third.end.set()


def test_an_answer_that_breaks_ends_its_turn() -> None:
    turns = Turns(NEVER)

    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0

    with turns.turn():
        assert turns.taking_long() == 0
