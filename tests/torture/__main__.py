"""Runs long trials, and prints their lines of the table in docs/reliability.md.

    python -m tests.torture [NAME ...] [--count N] [--minutes M] [--into FILE]

Without a name, all of them run, those of tests/mutated too; that takes hours. Each line is added to
FILE as JSON, so that a stopped run has told what it saw.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.mutated import files, requests, sentences, upgrade
from tests.mutated.row import Row
from tests.torture import failover, filling, killing, load, partition, slow

HEAD = "| fault | count | faults found | seen | bound |\n|---|---|---|---|---|\n"
TRIALS: Mapping[str, tuple[Callable[[int, float], Row], int, float]] = {
    "killing": (killing.killing, 200, killing.HOURS),
    "filling": (filling.filling, 5, 0),
    "load": (load.load, load.SEARCHERS, 5),
    "slow": (slow.slow, 1000, 1),
    "failover": (failover.failover, 50, failover.HOURS),
    "patroni": (failover.by_patroni, 10, failover.HOURS),
    "partition": (partition.partition, 10, 0),
    "requests": (lambda count, _: requests.requests(count), 20_000, 0),
    "files": (lambda count, _: files.files(count, 1), 5_000, 0),
    "sentences": (lambda count, _: sentences.sentences(count, 1), 100_000, 0),
    "upgrade": (lambda count, _: upgrade.upgrade(count), 20_000, 0),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("names", nargs="*", choices=[*TRIALS, []], default=[])
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--into", type=Path, default=Path("torture.jsonl"))
    given = parser.parse_args()
    rows = []
    for name in given.names or TRIALS:
        trial, count, minutes = TRIALS[name]
        row = trial(given.count or count, given.minutes or minutes)
        with given.into.open("a") as file:
            at = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
            file.write(json.dumps({"at": at, "trial": name, **asdict(row)}) + "\n")
        rows.append(row)
    sys.stdout.write(HEAD + "\n".join(str(row).partition("\n")[0] for row in rows) + "\n")
    faults = [fault for row in rows for fault in row.faults]
    sys.stdout.write("\n".join(faults[:50]) + "\n" * bool(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
