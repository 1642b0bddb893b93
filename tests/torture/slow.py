"""A thousand clients that send a byte a second, and people who search meanwhile."""

import contextlib
import resource
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

from tests.mutated.row import Row
from tests.torture import house as houses
from tests.torture import stock
from tests.torture.house import House

REQUEST = b"POST /submit/start HTTP/1.1\r\nHost: " + b"a" * 10_000
MOST_SECONDS = 2.0  # that a search may take


def slow(count: int, minutes: float = 1) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        houses.prepare(Path(folder))
        return against(Path(folder), Path(folder) / "directory.db", count, 60 * minutes)


def against(folder: Path, prepared: Path, clients: int, seconds: float) -> Row:
    instance = folder / "instance"
    instance.mkdir(mode=0o700)
    copyfile(prepared, instance / "directory.db")
    _allow_files(2 * clients + 100)
    with houses.opened(instance) as house:
        stock.furnish(house, 300)
        house.start()
        before = house.memory()
        with _dripping(house.port, clients):
            taken, faults = _searched(house, seconds)
            after = house.memory()
    taken.sort()
    return Row(
        what=f"clients that send one byte a second, for {seconds:.0f} s",
        count=clients,
        faults=tuple(faults),
        seen=f"{len(taken)} searches beside them: p50 {1000 * taken[len(taken) // 2]:.0f} ms, at "
        f"most {1000 * taken[-1]:.0f} ms; memory {before:.0f} MB before, {after:.0f} MB after",
        bound="others still served",
    )


def _searched(house: House, seconds: float) -> tuple[list[float], list[str]]:
    taken: list[float] = []
    faults: list[str] = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        began = time.perf_counter()
        status, _ = house.get(f"/search?near=IL&radius={len(taken) % 90 + 10}")
        taken.append(time.perf_counter() - began)
        faults += [f"a search was answered with {status}"] * (status != 200)
        time.sleep(0.2)
    return taken, faults


@contextlib.contextmanager
def _dripping(port: int, clients: int) -> Iterator[None]:
    stop = threading.Event()
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(clients)]
    thread = threading.Thread(target=_drip, args=(lines, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        for line in lines:
            line.close()


def _drip(lines: list[socket.socket], stop: threading.Event) -> None:
    for byte in REQUEST:
        for line in lines:
            with contextlib.suppress(OSError):  # it was shut out
                line.send(bytes([byte]))
        if stop.wait(1):
            return


def _allow_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
