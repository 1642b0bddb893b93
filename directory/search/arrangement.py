"""Which row each site gets, and which slot each of its programs, as columns.py describes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from directory.search import bits
from directory.search.bits import WORD, Bits, Numbers


@dataclass(frozen=True)
class Arrangement:
    """Of sites told of one after another, each with its programs one after another."""

    counts: Numbers  # programs of each site
    order: Numbers  # of the sites: those with most programs first
    spare: int  # words of rows at the beginning that stay free

    @cached_property
    def layers(self) -> tuple[int, ...]:
        most = int(self.counts.max(initial=1))
        sites = [int((self.counts > layer).sum()) for layer in range(most)]
        return tuple(self.spare + -(-number // WORD) for number in sites)

    @cached_property
    def starts(self) -> list[int]:
        return [0, *accumulate(self.layers)]

    @cached_property
    def rows(self) -> Numbers:
        """The row of each site."""
        rows = np.empty(len(self.order), np.int64)
        rows[self.order] = self.spare * WORD + np.arange(len(self.order))
        return rows

    @cached_property
    def slots(self) -> Numbers:
        """The slot of each program."""
        firsts = np.cumsum(self.counts) - self.counts
        layer = np.arange(int(self.counts.sum())) - np.repeat(firsts, self.counts)
        slots: Numbers = np.array(self.starts)[layer] * WORD + np.repeat(self.rows, self.counts)
        return slots

    @cached_property
    def occupied(self) -> Bits:
        return bits.of_rows(self.rows, self.layers[0])

    @cached_property
    def exists(self) -> Bits:
        return bits.of_rows(self.slots, self.starts[-1])

    def by_row(self, told: Numbers, nothing: object) -> Numbers:
        return placed(told, self.rows, self.layers[0] * WORD, nothing)

    def by_slot(self, told: Numbers, nothing: object) -> Numbers:
        return placed(told, self.slots, self.starts[-1] * WORD, nothing)


def placed(told: Numbers, places: Numbers, length: int, nothing: object) -> Numbers:
    column = np.full((length, *told.shape[1:]), nothing, told.dtype)
    column[places] = told
    return column
