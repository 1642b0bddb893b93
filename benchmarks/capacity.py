"""How many machines a load takes: searches drawn at random wait for the cores of nodes.

    python -m benchmarks.capacity

What a search, a page and a change cost was measured (docs/performance.md, docs/scale.md); who asks
what, and that all else goes well, is assumed here. Nothing of this was run on so many machines.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from statistics import quantiles

CORES = 8  # of each machine; one more worker keeps the index
KEPT = 0.5  # of the pages of results were made before, since the directory last changed
OPENED = 0.5  # listings' own pages, for each search
WRITES = 5  # a second, day and night; a directory of the whole country needs fewer
BUSY = 0.7  # of a node's cores at most, when one node is gone
MOST = 500  # milliseconds for 99 of 100 pages, then
DRAWN = 40_000

# Milliseconds of one core.
KEPT_PAGE = 1.1
AROUND_A_SEARCH = 12.0  # reading the address, the twenty sites and the templates, and HTTP
LISTING = 15.0  # a listing's own page
REPLICA_A_LISTING = 2.8  # of a database server's core, for that; a search costs it nothing
SEARCH: Mapping[int, Mapping[str, float]] = {
    20_000: {"whole": 0.78, "filters": 1.10, "broad": 1.27},
    100_000: {"whole": 1.02, "filters": 1.97, "broad": 3.60},
    1_000_000: {"whole": 1.82, "filters": 8.47, "broad": 39.8},
}
ASKED = {"whole": 0.4, "filters": 0.4, "broad": 0.2}  # who asks what
UPDATE = {20_000: 14.7, 100_000: 18.5, 1_000_000: 43.0}  # of one changed site, on every node
INDEX = {20_000: 96, 100_000: 398, 1_000_000: 1689}  # megabytes
RATES = (50, 500, 2_000, 20_000)  # searches a second


@dataclass(frozen=True)
class Plan:
    listings: int
    rate: int
    nodes: int  # one of which may be gone
    busy: float  # of the cores, then
    milliseconds: tuple[float, float]  # half of the pages, 99 of 100
    replica_cores: float


def service(listings: int, random: Random) -> float:
    """Seconds of a core that one page takes; half as much or half again, as pages differ."""
    if random.random() < OPENED / (1 + OPENED):
        return random.uniform(0.5, 1.5) * LISTING / 1000
    if random.random() < KEPT:
        return KEPT_PAGE / 1000
    job = random.choices(list(ASKED), list(ASKED.values()))[0]
    return random.uniform(0.5, 1.5) * (AROUND_A_SEARCH + SEARCH[listings][job]) / 1000


def mean(listings: int) -> float:
    """Of one search, with the listings that are opened after it."""
    made = AROUND_A_SEARCH + sum(part * SEARCH[listings][job] for job, part in ASKED.items())
    return (KEPT * KEPT_PAGE + (1 - KEPT) * made + OPENED * LISTING) / 1000


def answered(listings: int, rate: float, cores: int, seed: int = 1) -> Iterator[float]:
    """Seconds until each page that one node is asked for is sent, first come first served."""
    random, free, now = Random(seed), [0.0] * cores, 0.0
    for _ in range(DRAWN):
        now += random.expovariate(rate * (1 + OPENED))
        ends = max(now, heapq.heappop(free)) + service(listings, random)
        heapq.heappush(free, ends)
        yield ends - now


def plan(listings: int, rate: int) -> Plan:
    """As few nodes as hold both bounds when one of them is gone."""
    left = max(1, int(rate * mean(listings) / CORES / BUSY))
    while (made := _with(listings, rate, left)).busy > BUSY or made.milliseconds[1] > MOST:
        left += 1
    return made


def _with(listings: int, rate: int, left: int) -> Plan:
    taken = quantiles(answered(listings, rate / left, CORES), n=100, method="inclusive")
    return Plan(
        listings=listings,
        rate=rate,
        nodes=left + 1,
        busy=rate / left * mean(listings) / CORES,
        milliseconds=(1000 * taken[49], 1000 * taken[98]),
        replica_cores=rate * OPENED * REPLICA_A_LISTING / 1000,
    )


def main() -> None:
    print("| listings | searches a second | nodes | cores busy | p50, p99 | replicas |")
    print("|---|---|---|---|---|---|")
    for listings in SEARCH:
        for rate in RATES:
            made = plan(listings, rate)
            replicas = max(2, -(-int(100 * made.replica_cores) // int(100 * BUSY * CORES)) + 1)
            half, most = made.milliseconds
            print(
                f"| {listings:,} | {rate:,} | {made.nodes} | {made.busy:.0%} | {half:.0f}, "
                f"{most:.0f} ms | {replicas} |"
            )
    print(
        "\n| listings | index in memory | a core of each node that follows changes |\n|---|---|---|"
    )
    for listings, update in UPDATE.items():
        print(f"| {listings:,} | {INDEX[listings]:,} MB | {WRITES * update / 1000:.0%} |")


if __name__ == "__main__":
    main()
