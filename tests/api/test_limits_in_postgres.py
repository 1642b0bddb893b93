"""Readers are counted over all nodes by the database, where there is no Redis."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from directory.api.limits_buckets import Buckets, Rate
from directory.api.limits_shared import SharedBuckets
from directory.storage.database import Database
from directory.storage.request_counts import RequestCounts
from tests.torture.line import Line

RATE = Rate(60)
READER = b"192.0.2.77"


@pytest.fixture
def database(postgres: str) -> Iterator[Database]:
    with closing(Database(postgres)) as opened:
        yield opened


def node(database: Database) -> SharedBuckets:
    return SharedBuckets(RequestCounts(database), "the same on every node")


def granted(buckets: SharedBuckets, times: int, reader: bytes = READER) -> int:
    return sum(buckets.take(reader, RATE, time.time()).granted for _ in range(times))


def test_what_one_node_granted_another_does_not_grant_again(
    postgres: str, database: Database
) -> None:
    with closing(Database(postgres)) as elsewhere:
        one, other = node(database), node(elsewhere)

        assert 40 <= granted(one, 40) + granted(other, 100) <= 63  # and what came back meanwhile
        assert granted(other, 5, b"somebody else") == 5
        refused = one.take(READER, RATE, time.time())
    assert (refused.granted, refused.remaining, refused.retry_in) == (False, 0, 1)


def test_of_many_at_once_none_is_granted_too_much(database: Database) -> None:
    nodes = [node(database) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda place: granted(nodes[place % 4], 20), range(8)))

    assert 60 <= sum(counts) <= 64


def test_it_counts_as_the_memory_of_one_machine_does(database: Database) -> None:
    counts, memory = node(database), Buckets()
    for cost in (1, 10, 40, 100, 30, 9, 1):
        ours, theirs = (each.take(READER, RATE, time.time(), cost) for each in (counts, memory))

        assert ours.granted == theirs.granted
        assert abs(ours.remaining - theirs.remaining) <= 1
        assert abs(ours.retry_in - theirs.retry_in) <= 1


def test_nothing_there_says_who_asked_and_what_is_idle_is_forgotten(database: Database) -> None:
    granted(node(database), 1)
    counts = RequestCounts(database)

    counts.forget_idle()
    assert len(names(database)) == 1
    assert "192" not in names(database)[0]

    counts.fill("idle", seconds=60, each=0, cost=1)
    counts.forget_idle()
    assert "idle" not in names(database)


def test_a_database_that_hangs_keeps_nobody_waiting(
    postgres: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = make_url(postgres)
    with Line(url.port or 0) as line:
        through = url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
        with closing(Database(through)) as far:
            buckets = node(far)
            assert granted(buckets, 10) == 10

            line.cut()
            began = time.monotonic()
            assert 60 <= granted(buckets, 100) <= 64  # as one node alone counts
            assert time.monotonic() - began < 8  # a ping, and a try to connect
            line.mend()
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def names(database: Database) -> list[str]:
    with database.newest() as session:
        return list(session.scalars(text("SELECT name FROM request_count")))
