"""Where a word or a phrase stands and what it is worth there, in site rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search.text import rowsets
from directory.search.text.rowsets import Few, Many, Rows, RowSet, Scores


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores go with the rows of a Few; for a Many there is one for each site row."""

    found: RowSet
    scores: Scores

    @property
    def size(self) -> int:
        """Bytes."""
        return self.scores.nbytes + _bytes_of(self.found)

    def at(self, rows: Rows) -> Scores:
        """The scores of these rows, nought where it does not stand."""
        if isinstance(self.found, Many):
            return self.scores[rows]
        if len(self.found.rows) < len(rows):
            return _spread(self.found.rows, self.scores, rows)
        return _picked(self.found.rows, self.scores, rows)


NOWHERE = Scored(rowsets.NONE, np.zeros(0, np.float64))

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
    return Scored(Few(rows[heads]), np.add.reduceat(scores, heads))


def _heaped(heap: Scores) -> Scored:
    mask = heap > 0
    if np.count_nonzero(mask) >= len(heap) // rowsets.FEW:
        return Scored(Many(rowsets.packed(mask)), heap)
    rows = np.flatnonzero(mask)
    return Scored(Few(rows), heap[rows])


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


def _bytes_of(found: RowSet) -> int:
    return found.bits.nbytes if isinstance(found, Many) else found.rows.nbytes
