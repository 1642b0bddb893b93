"""Runs one long trial: `python -m tests.mutated sentences 100000`. Prints its line of the table.

With another seed as the last argument, other things are tried: 4 times 25,000 are 100,000.
"""

import sys
from collections.abc import Callable, Mapping

from tests.mutated import files, requests, sentences, upgrade
from tests.mutated.row import Row

TRIALS: Mapping[str, tuple[Callable[[int, int], Row], int]] = {
    "files": (files.files, 5_000),
    "requests": (requests.requests, 20_000),
    "sentences": (sentences.sentences, 100_000),
    "upgrade": (upgrade.upgrade, 20_000),
}


def main(name: str, count: int = 0, seed: int = 1) -> int:
    trial, usual = TRIALS[name]
    row = trial(count or usual, seed)
    sys.stdout.write(f"{row}\n")
    return 1 if row.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:4])))
