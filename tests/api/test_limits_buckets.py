import os
from multiprocessing import get_context

import pytest

from directory.api.limits_buckets import DAY, GROUPS, TOGETHER, Buckets, Rate

NOW = 1_795_000_000.0
RATE = Rate(60)


@pytest.fixture
def buckets() -> Buckets:
    return Buckets()


def granted(buckets: Buckets, times: int, now: float = NOW, reader: bytes = b"a") -> int:
    return sum(buckets.take(reader, RATE, now).granted for _ in range(times))


def test_all_of_a_minute_may_be_asked_at_once(buckets: Buckets) -> None:
    assert granted(buckets, 100) == 60


def test_time_gives_it_back_evenly(buckets: Buckets) -> None:
    granted(buckets, 60)

    assert granted(buckets, 100, NOW + 10) == 10


def test_what_is_refused_is_not_counted(buckets: Buckets) -> None:
    granted(buckets, 500)

    assert granted(buckets, 100, NOW + 60) == 60


def test_it_is_said_when_to_come_back(buckets: Buckets) -> None:
    granted(buckets, 60)

    refused = buckets.take(b"a", RATE, NOW + 0.5)

    assert (refused.granted, refused.remaining, refused.retry_in) == (False, 0, 1)
    assert buckets.take(b"a", RATE, NOW + 0.5 + refused.retry_in).granted


def test_what_weighs_more_than_the_limit_takes_all_of_it(buckets: Buckets) -> None:
    first, second = (buckets.take(b"a", RATE, NOW, cost=99) for _ in range(2))

    assert (first.granted, first.remaining, second.granted) == (True, 0, False)


def test_readers_do_not_take_from_each_other(buckets: Buckets) -> None:
    granted(buckets, 60, reader=b"a")

    assert granted(buckets, 60, reader=b"b") == 60


def test_more_readers_than_there_is_room_for_are_served(buckets: Buckets) -> None:
    crowd = GROUPS * TOGETHER + 1000

    assert all(
        buckets.take(each.to_bytes(4), RATE, NOW).granted for each in range(0, crowd * 2, 40)
    )


def test_a_clock_set_back_locks_nobody_out_for_long(buckets: Buckets) -> None:
    granted(buckets, 60)

    assert granted(buckets, 1, NOW - 3600 + 60) == 0
    assert granted(buckets, 1, NOW - 3600 + 120) == 1


def test_a_new_day_forgets_the_old_one(buckets: Buckets) -> None:
    granted(buckets, 60)
    before = bytes(buckets._memory)

    granted(buckets, 1, NOW + DAY)

    after = bytes(buckets._memory)
    assert before[:40] != after[:40]
    assert len(after) - after.count(0) < 60


def test_processes_count_together(buckets: Buckets) -> None:
    def ask() -> None:
        os._exit(granted(buckets, 40))

    fork = get_context("fork")
    children = [fork.Process(target=ask) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert sum(child.exitcode or 0 for child in children) == 60
