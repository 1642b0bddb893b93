"""Where a word or a phrase stands and what it is worth there, in site rows; and a cache of that."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

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

Piece = tuple[NDArray[np.int64], Scores]  # rows, each once and in any order, and their scores


def gathered(pieces: Sequence[Piece], size: int) -> Scored:
    """Add up pieces that may share rows."""
    total = sum(len(rows) for rows, _ in pieces)
    if total >= size // rowsets.FEW:
        return _heaped(pieces, size)
    if not total:
        return NOWHERE
    rows = np.concatenate([rows for rows, _ in pieces])
    scores = np.concatenate([scores for _, scores in pieces])
    order = np.argsort(rows, kind="stable")
    rows, scores = rows[order], scores[order]
    heads = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    return Scored(Few(rows[heads]), np.add.reduceat(scores, heads))


def _heaped(pieces: Sequence[Piece], size: int) -> Scored:
    heap = np.zeros(size)
    for rows, scores in pieces:
        heap[rows] += scores
    mask = heap > 0
    if np.count_nonzero(mask) >= size // rowsets.FEW:
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


@dataclass
class Cache:
    """The most recently used, up to a number of bytes. Threads share it."""

    limit: int
    _kept: OrderedDict[Hashable, Scored] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, make: Callable[[], Scored]) -> Scored:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        made = make()  # outside the lock: two threads may both make it, none waits
        with self._lock:
            self._keep(key, made)
        return made

    def recent(self, most: int) -> list[Hashable]:
        with self._lock:
            return list(self._kept)[-most:]

    def _keep(self, key: Hashable, made: Scored) -> None:
        if key not in self._kept:
            self._kept[key] = made
            self._size += made.size
        while self._size > self.limit and len(self._kept) > 1:
            self._size -= self._kept.popitem(last=False)[1].size
