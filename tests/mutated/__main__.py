"""Runs one long trial: `python -m tests.mutated upgrade 20000`. Prints its line of the table."""

import sys
from collections.abc import Callable, Mapping

from tests.mutated import files, requests, sentences, upgrade
from tests.mutated.row import Row

TRIALS: Mapping[str, tuple[Callable[[int], Row], int]] = {
    "files": (files.files, 5_000),
    "requests": (requests.requests, 20_000),
    "sentences": (sentences.sentences, 100_000),
    "upgrade": (upgrade.upgrade, 20_000),
}


def main(name: str, count: int | None = None) -> int:
    trial, usual = TRIALS[name]
    row = trial(count or usual)
    sys.stdout.write(f"{row}\n")
    return 1 if row.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:3])))
