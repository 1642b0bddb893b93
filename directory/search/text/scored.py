"""Where a word or a phrase stands and what it is worth there, in site rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from directory.search.text import rowsets
from directory.search.text.rowsets import Few, Many, Rows, Scores

DENSE = 8  # what stands in more than one of so many sites is dense


@dataclass(frozen=True, slots=True)
class Sparse:
    """For what is rare: its rows, and their scores."""

    found: Few
    scores: Scores

    @property
    def size(self) -> int:
        """Bytes."""
        return self.scores.nbytes + self.found.rows.nbytes

    def at(self, rows: Rows) -> Scores:
        """The scores of sorted rows, nought where it does not stand."""
        if len(self.found.rows) < len(rows):
            return _spread(self.found.rows, self.scores, rows)
        return _picked(self.found.rows, self.scores, rows)


@dataclass(frozen=True, slots=True)
class Ranked:
    """For what is common: bits to find it by, and scores of its own rows only."""

    found: Many
    scores: Scores
    _before: NDArray[np.int64]  # how many rows of it lie before each word of bits

    @classmethod
    def of(cls, found: Many, scores: Scores) -> "Ranked":
        counts = np.bitwise_count(found.bits).astype(np.int64)
        return cls(found, scores, np.cumsum(counts) - counts)

    @property
    def size(self) -> int:
        """Bytes."""
        return self.scores.nbytes + self.found.bits.nbytes + self._before.nbytes

    def at(self, rows: Rows) -> Scores:
        """The scores of sorted rows, nought where it does not stand."""
        words, bit = self.found.bits.take(rows >> 6), np.uint64(1) << (rows & 63).astype(np.uint64)
        place = self._before.take(rows >> 6) + np.bitwise_count(words & (bit - np.uint64(1)))
        held = (words & bit) != 0
        # For a row after all of them the last score is taken, and not counted.
        return np.where(held, self.scores.take(place, mode="clip"), 0.0)


@dataclass(frozen=True, slots=True)
class Dense:
    """For what is nearly everywhere: bits to find it by, and a score for each site row."""

    found: Many
    scores: Scores

    @property
    def size(self) -> int:
        """Bytes."""
        return self.scores.nbytes + self.found.bits.nbytes

    def at(self, rows: Rows) -> Scores:
        """The scores of rows, nought where it does not stand."""
        return self.scores.take(rows)


Scored: TypeAlias = Sparse | Ranked | Dense

NOWHERE = Sparse(rowsets.NONE, np.zeros(0, np.float64))

Piece = tuple[NDArray[np.int64], Scores]  # rows in any order, and a score for each


def gathered(pieces: Sequence[Piece], size: int) -> Scored:
    """Add up the pieces' scores by row."""
    rows = np.concatenate([rows for rows, _ in pieces]) if pieces else rowsets.NONE.rows
    if not len(rows):
        return NOWHERE
    scores = np.concatenate([scores for _, scores in pieces])
    if len(rows) >= size // rowsets.FEW:
        return _heaped(np.bincount(rows, scores, minlength=size).astype(np.float64, copy=False))
    order = np.argsort(rows, kind="stable")
    rows, scores = rows[order], scores[order]
    heads = np.flatnonzero(rowsets.heads(rows))
    return Sparse(Few(rows[heads]), np.add.reduceat(scores, heads))


def _heaped(heap: Scores) -> Scored:
    mask = heap > 0
    count = np.count_nonzero(mask)
    if count * DENSE >= len(heap):
        return Dense(Many(rowsets.packed(mask)), heap)
    rows = np.flatnonzero(mask)
    if count * rowsets.FEW >= len(heap):
        return Ranked.of(Many(rowsets.packed(mask)), heap[rows])
    return Sparse(Few(rows), heap[rows])


def _spread(own: Rows, scores: Scores, rows: Rows) -> Scores:
    spread = np.zeros(len(rows))
    kept = rowsets.among(rows, own)
    spread[np.searchsorted(rows, own[kept])] = scores[kept]
    return spread


def _picked(own: Rows, scores: Scores, rows: Rows) -> Scores:
    if not len(own):
        return np.zeros(len(rows))
    places = np.searchsorted(own, rows)
    places[places == len(own)] = 0
    return np.where(own[places] == rows, scores[places], 0.0)
