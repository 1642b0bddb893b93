"""People who search, in one loop of a process of its own, which takes little from the server.

    python -m tests.torture.searchers PORT PEOPLE SHORTEST LONGEST

They search until the standard input ends; what they met is then written down as JSON.
"""

import asyncio
import contextlib
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

PATIENCE = 60  # seconds
STATUS = re.compile(rb"HTTP/1\.1 ([0-9]{3})")
QUERIES = (
    "/search?near=Peoria,+IL&radius={}",
    "/search?q=evening+iop&near=6{:04}",
    "/search?near=IL&therapy=cbt&page={}",
    "/search?near=Chicago,+IL&insurance=medicaid&radius={}",
    "/?from={}",
    "/api/search?q=detox+{}",
)
REQUEST = (
    "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"
)


@dataclass
class Met:
    """`seconds`: how long each answer took, the shortest first."""

    seconds: list[float] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)


@contextlib.contextmanager
def searching(port: int, people: int, pause: tuple[float, float]) -> Iterator[Met]:
    """`pause`: the shortest and the longest between two searches of one person, in seconds."""
    command = [sys.executable, "-m", __name__, *map(str, (port, people, *pause))]
    met = Met()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield met
        finally:
            said, _ = process.communicate()
            met.seconds, met.faults = json.loads(said)


async def _search(people: int, port: int, pause: tuple[float, float]) -> Met:
    met, stop, faults = Met(), asyncio.Event(), Counter[str]()

    async def one(number: int) -> None:
        random = Random(number)
        while not await _wait(stop, random.uniform(*pause)):
            path = random.choice(QUERIES).format(random.randrange(10, 200))
            began = time.perf_counter()
            outcome = await _asked(port, path)
            met.seconds.append(time.perf_counter() - began)
            if outcome != "200":
                faults[f"{path.partition('?')[0]}: {outcome}"] += 1

    searching = [asyncio.create_task(one(number)) for number in range(people)]
    await asyncio.to_thread(sys.stdin.read)
    stop.set()
    await asyncio.gather(*searching)
    return Met(sorted(met.seconds), dict(faults))


async def _wait(stop: asyncio.Event, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


async def _asked(port: int, path: str) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(REQUEST.format(path).encode())
            answer = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError) as error:
        return repr(error)
    found = STATUS.match(answer)
    return found[1].decode() if found else "no answer"


if __name__ == "__main__":
    own_port, own_people, shortest, longest = sys.argv[1:]
    found = asyncio.run(_search(int(own_people), int(own_port), (float(shortest), float(longest))))
    sys.stdout.write(json.dumps([found.seconds, found.faults]))
