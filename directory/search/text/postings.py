"""Where words stand, as flat arrays: one word's, or those of many words one after another."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_FEW = 16  # one in so many: below that, looking each up is faster than going through all


class Postings(NamedTuple):
    """One word's. `positions` holds frequencies[0] entries of the first document, and so on."""

    docs: NDArray[np.uint32]
    frequencies: NDArray[np.uint16]
    positions: NDArray[np.uint16]

    def frequencies_in(self, docs: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """How often the word stands in some of its documents, given in order."""
        if len(docs) * _FEW <= len(self.docs):
            return self.frequencies.take(np.searchsorted(self.docs, docs))
        wanted = np.zeros(int(self.docs[-1]) + 1, np.bool_)
        wanted[docs] = True
        return self.frequencies[wanted.take(self.docs)]


class Block(NamedTuple):
    """Many words', of which texts[0] has counts[0] documents, and so on."""

    texts: list[bytes]
    counts: NDArray[np.int64]
    postings: Postings


class Run(NamedTuple):
    """Many words', the words as numbers, one for each posting and in order."""

    numbers: NDArray[np.uint32]
    postings: Postings

    def part(self, first: int, end: int) -> "Run":
        """The words from `first` on and before `end`."""
        a, b = np.searchsorted(self.numbers, (first, end)).tolist()
        docs, frequencies, positions = self.postings
        start = int(frequencies[:a].sum(dtype=np.int64))
        stop = start + int(frequencies[a:b].sum(dtype=np.int64))
        return Run(self.numbers[a:b], Postings(docs[a:b], frequencies[a:b], positions[start:stop]))


NOTHING = Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint16), np.zeros(0, np.uint16))


def stable_order(numbers: NDArray[np.uint32]) -> NDArray[np.int64]:
    """As argsort, keeping the order of equals. One sort of plain 64-bit numbers is far quicker."""
    keys = numbers.astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(numbers), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)


def ordered(run: Run) -> Run:
    """Put the words in order; each word's documents keep theirs."""
    numbers, (docs, frequencies, positions) = run
    order = stable_order(numbers)
    starts = np.cumsum(frequencies, dtype=np.int64) - frequencies
    often = frequencies[order]
    shifts = starts[order] - (np.cumsum(often, dtype=np.int64) - often)
    moved = positions[np.repeat(shifts, often) + np.arange(len(positions))]
    return Run(numbers[order], Postings(docs[order], often, moved))


def joined(runs: list[Run]) -> Run:
    """Make one run of several, the documents of a later one being higher."""
    if len(runs) == 1:
        return runs[0]
    parts = zip(*(run.postings for run in runs), strict=True)
    numbers = np.concatenate([run.numbers for run in runs])
    return ordered(Run(numbers, Postings(*map(np.concatenate, parts))))
