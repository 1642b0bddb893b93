"""The words of rows that a search looks at: all of them, or only those that can hold an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from directory.search import bits
from directory.search.bits import WORD, Bits, Numbers, Rows


@dataclass(frozen=True, slots=True)
class Space:
    """Site words and, layer by layer, the program words that speak of them."""

    words: Numbers  # rising numbers of site words
    program_words: Numbers
    site_of: Numbers  # for each program word, which of `words` it speaks of
    layers: tuple[tuple[int, int], ...]  # where each layer begins and ends in `program_words`

    @classmethod
    def whole(cls, layers: tuple[int, ...]) -> "Space":
        """Every word, given how many site words each layer has."""
        starts = (0, *accumulate(layers))
        return cls(
            words=np.arange(layers[0]),
            program_words=np.arange(starts[-1]),
            site_of=np.concatenate([np.arange(size) for size in layers]),
            layers=tuple(pairwise(starts)),
        )

    def narrowed(self, kept: Numbers) -> tuple["Space", Numbers]:
        """Only these of the words, by place; and where their program words are in this space."""
        sizes = np.searchsorted(kept, [end - start for start, end in self.layers])
        ends = np.cumsum(sizes).tolist()
        layers = tuple(pairwise((0, *ends)))
        site_of = np.concatenate([np.arange(size) for size in sizes])
        starts = np.repeat([start for start, _ in self.layers], sizes)
        places: Numbers = starts + kept[site_of]
        return Space(self.words[kept], self.program_words[places], site_of, layers), places

    def united(self, programs: Bits) -> Bits:
        """The sites that have any of the programs."""
        (_, end), *deeper = self.layers
        sites = programs[:end].copy()
        for start, end in deeper:
            sites[: end - start] |= programs[start:end]
        return sites

    def programs_of(self, rows: Rows, programs: Bits) -> tuple[Numbers, Numbers]:
        """The slots of these rows' programs that are in the set, layer by layer.

        Returns for each slot which of the rows it belongs to, and the slots.
        """
        which, slots = zip(*self.programs_by_layer(rows, programs), strict=True)
        return np.concatenate(which), np.concatenate(slots)

    def programs_by_layer(self, rows: Rows, programs: Bits) -> Iterator[tuple[Numbers, Numbers]]:
        """The same, one layer at a time, in which each row has one program at most."""
        words = np.searchsorted(self.words, rows >> 6)
        for start, end in self.layers:
            reached = np.flatnonzero(words < end - start)
            places = start + words[reached]
            has = bits.tested(programs[places], rows[reached])
            which = reached[has]
            yield which, self.program_words[places[has]] * WORD + (rows[which] & (WORD - 1))

    def of_sites(self, values: Numbers) -> Numbers:
        """What a column says of each row, one line a word."""
        return np.asarray(values.reshape(-1, WORD)[self.words])

    def of_programs(self, values: Numbers) -> Numbers:
        return np.asarray(values.reshape(-1, WORD)[self.program_words])
