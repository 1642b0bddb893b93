"""The words of rows that a search looks at: all of them, or only those that can hold an answer."""

from dataclasses import dataclass

import numpy as np

from directory.search import bits
from directory.search.bits import WORD, Bits, Flags, Numbers, Rows


@dataclass(frozen=True, slots=True)
class Space:
    """Site words and, layer by layer, the program words that speak of them."""

    words: Numbers  # rising numbers of site words
    program_words: Numbers
    site_of: Numbers  # for each program word, which of `words` it speaks of
    starts: Numbers  # where each layer begins in `program_words`
    sizes: Numbers  # how many words it has

    @classmethod
    def whole(cls, layers: tuple[int, ...]) -> "Space":
        """Every word, given how many site words each layer has."""
        sizes = np.array(layers)
        starts, site_of = _apart(sizes)
        return cls(np.arange(layers[0]), np.arange(sizes.sum()), site_of, starts, sizes)

    def narrowed(self, kept: Numbers) -> "Space":
        """Only these of the words, by place."""
        sizes = np.searchsorted(kept, self.sizes)
        starts, site_of = _apart(sizes)
        places = np.repeat(self.starts, sizes) + kept[site_of]
        return Space(self.words[kept], self.program_words[places], site_of, starts, sizes)

    @property
    def is_whole(self) -> bool:
        return len(self.words) > 0 and int(self.words[-1]) == len(self.words) - 1

    def united(self, programs: Bits) -> Bits:
        """The sites that have any of the programs."""
        (_, end), *deeper = zip(self.starts.tolist(), self.sizes.tolist(), strict=True)
        sites = programs[:end].copy()
        for start, size in deeper:
            sites[:size] |= programs[start : start + size]
        return sites

    def rows(self, sites: Bits) -> Rows:
        places = np.flatnonzero(bits.unpacked(sites))
        return places if self.is_whole else self.words[places >> 6] * WORD + (places & (WORD - 1))

    def slots(self, rows: Rows) -> "Slots":
        words = rows >> 6 if self.is_whole else np.searchsorted(self.words, rows >> 6)
        reaches = words < self.sizes[:, None]
        places = np.where(reaches, self.starts[:, None] + words, 0)
        numbers = self.program_words[places] * WORD + (rows & (WORD - 1))
        return Slots(numbers, rows.astype(np.uint64), places, reaches)

    def of_sites(self, values: Numbers) -> Numbers:
        """What a column says of each row, one line a word."""
        return np.asarray(values.reshape(-1, WORD)[self.words])

    def of_programs(self, values: Numbers) -> Numbers:
        return np.asarray(values.reshape(-1, WORD)[self.program_words])


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of some rows, one line a layer.

    Where a layer does not reach down to a row, the slot is some other's, and in no set.
    """

    numbers: Numbers
    _rows: Bits
    _places: Numbers
    _reaches: Flags

    def among(self, programs: Bits) -> Flags:
        """Which of them are in the set."""
        return bits.tested(programs[self._places], self._rows) & self._reaches


def _apart(sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Where each layer begins, and the place of each word in its own layer."""
    ends = np.cumsum(sizes)
    starts = ends - sizes
    return starts, np.arange(ends[-1]) - np.repeat(starts, sizes)
