"""The real server when clients are slow, workers are restarted and it is told to stop."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest

from directory.storage import keeping
from directory.storage.database import Database
from tests import factories
from tests.cli.running import Load, Running, running
from tests.torture.people import Browser

SEARCH = "/search?near=IL"
SLOW = 200
MANY = 30  # more than there are threads
LOOKS = 12  # on connections of their own, so that every worker is asked
SOON = 8  # seconds, on a busy machine; who writes waits for 15
WORKERS = 3  # two that answer, and one that keeps the index
PATIENCE = 20  # seconds


def furnished(folder: Path, prepared: Path) -> dict[str, str]:
    copyfile(prepared, folder / "directory.db")
    add(folder / "directory.db", "Harbor House")
    return {"DIRECTORY_INSTANCE": str(folder), "DIRECTORY_LOG": "json"}


def add(file: Path, name: str) -> None:
    database = Database(f"sqlite:///{file}")
    with database.writing() as session:
        keeping.add(session, [factories.listing(name)])
        session.commit()
    database.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Running]:
    with running(furnished(tmp_path_factory.mktemp("served"), prepared), workers=2) as server:
        yield server


def test_slow_clients_keep_nobody_waiting(server: Running) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(SLOW)]
    request = f"POST /submit/start HTTP/1.1\r\nHost: {'a' * 100}".encode()
    began, served = time.monotonic(), []

    for byte in request[:4]:
        for line in slow:
            line.send(bytes([byte]))
        served.append(timed(lambda: server.get(SEARCH)))
        time.sleep(0.5)

    for line in slow:
        line.close()
    assert time.monotonic() - began < PATIENCE
    assert max(served[1:]) < 2


def test_slow_bodies_keep_nobody_waiting(server: Running) -> None:
    head = b"POST /submit HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nname="
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for line in slow:
        line.send(head)

    took = timed(lambda: server.get(SEARCH))

    for line in slow:
        line.close()
    assert took < 5


def test_a_request_in_pieces_is_answered_like_any_other(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as line:
        for piece in (b"GET /heal", b"thz HTTP/1.1\r\nHost: a\r", b"\n\r", b"\nGET /healthz HT"):
            line.sendall(piece)
            time.sleep(0.05)
        first = line.recv(4096)
        line.sendall(b"TP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        second = b"".join(iter(lambda: line.recv(4096), b""))

    assert [first[:15], second[:15]] == [b"HTTP/1.1 200 OK"] * 2


def test_who_searches_does_not_wait_behind_who_writes(server: Running) -> None:
    database = Database(f"sqlite:///{server.log.with_name('directory.db')}")
    begin = [Browser(server.port, f"10.0.0.{number}") for number in range(MANY)]
    with ThreadPoolExecutor(len(begin)) as people, database.writing() as session:
        session.connection()  # which holds the only lock
        sent = [people.submit(browser.send, "/submit", "/submit") for browser in begin]
        time.sleep(1)
        waited = [timed(lambda: server.get(SEARCH)) for _ in range(LOOKS)]
        unanswered = [each for each in sent if not each.done()]
        session.rollback()
    database.close()

    assert max(waited) < SOON
    assert unanswered
    assert {each.result()[0] for each in sent} == {303}


def test_workers_are_restarted_without_a_lost_request(server: Running) -> None:
    server.get(SEARCH)
    before = set(server.workers())
    with Load(server.port).of(4, SEARCH) as outcomes:
        server.signal(signal.SIGHUP)
        wait_until(lambda: len(set(server.workers()) - before) == WORKERS)
        wait_until(lambda: len(server.workers()) == WORKERS)
        wait_until(lambda: server.measured("directory_workers") == WORKERS)

    assert set(outcomes) == {"200"}


def test_another_worker_keeps_the_index_when_one_is_killed(server: Running) -> None:
    kept = server.log.with_name("directory.db")
    for number, worker in enumerate(server.workers()):
        os.kill(worker, signal.SIGKILL)
        add(kept, f"Willow Number {number}")

        wait_until(partial(shows, server, f"Willow Number {number}"))
    wait_until(lambda: len(server.workers()) == WORKERS)


def test_a_stop_leaves_no_answer_half(tmp_path: Path, prepared: Path) -> None:
    with running(furnished(tmp_path, prepared)) as server:
        server.get(SEARCH)
        with Load(server.port).of(4, SEARCH) as outcomes:
            time.sleep(0.5)
            server.signal(signal.SIGTERM)
            assert server.process.wait(PATIENCE) == 0

    assert outcomes["200"] > 0
    assert set(outcomes) <= {"200", "refused"}
    assert [line for line in lines(server) if "level" in line] == []


def test_a_line_of_the_log_says_nothing_of_who_asked_what(server: Running) -> None:
    headers = dict.fromkeys(("X-Forwarded-For", "User-Agent", "Referer", "Cookie"), "secret")

    server.get("/providers/secret?q=secret", **headers)
    server.get("/no/such/secret", **headers)

    named, unknown = lines(server)[-2:]
    assert (named["endpoint"], named["method"], named["status"]) == ("providers.show", "GET", 404)
    assert (unknown["endpoint"], unknown["status"]) == ("none", 404)
    assert set(named) == {"time", "endpoint", "method", "status", "milliseconds", "worker"}
    assert "secret" not in server.log.read_text()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /search?q=secret HTTP/9.x\r\n\r\n", b"400"),
        (b"GET /search?q=secret\nHost: a\n\n", b"400"),
        (b"GET /search?q=" + b"secret" * 12_000, b"414"),
        (b"GET / HTTP/1.1\r\n" + b"secret: secret\r\n" * 10_000, b"431"),
        (b"POST /submit HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
    ],
    ids=["version", "lines", "address", "headers", "chunks"],
)
def test_what_is_no_request_is_refused_and_not_written_down(
    server: Running, sent: bytes, status: bytes
) -> None:
    answer = server.says(sent)

    assert answer.split()[1] == status
    written = server.log.read_text()
    assert "secret" not in written
    assert "127.0.0.1" not in written.partition("\n")[2]


def shows(server: Running, name: str) -> bool:
    return name in server.get("/search?q=willow")[2]


def lines(server: Running) -> list[dict[str, object]]:
    """What it wrote after its greeting."""
    return [json.loads(line) for line in server.log.read_text().splitlines()[1:]]


def timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.1)
