"""Finds words that follow one another.

Every place of a segment's field has a number: the first place of its document, plus its position. A
phrase is where the places of its words, each moved back by its distance, meet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search.text import rowsets
from directory.search.text.cache import Cache
from directory.search.text.segments import Segment

_BEYOND = 1024  # places after the last, and, counted from there, before the first: all free
DENSE = 64  # a word gets one bit for each place when it stands in more than one of so many


@dataclass(frozen=True, slots=True)
class Places:
    """Where a word stands in a segment's field: sorted numbers of places, and whose they are."""

    numbers: NDArray[np.int64]
    docs: NDArray[np.uint32]
    bits: rowsets.Bits | None  # by place

    @property
    def size(self) -> int:
        """Bytes."""
        own = self.bits.nbytes if self.bits is not None else 0
        return self.numbers.nbytes + self.docs.nbytes + own

    def hold(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the places it stands at."""
        if self.bits is None:
            return rowsets.among(self.numbers, numbers)
        return rowsets.has(self.bits, numbers)


class PlaceBook:
    """Places of words, by segment; snapshots share it, for segments do not change."""

    def __init__(self, limit: int) -> None:
        """`limit`: bytes to keep."""
        self._cache: Cache[tuple[str, str, bytes], Places] = Cache(limit)

    def keep_only(self, segments: Iterable[Segment]) -> None:
        living = {segment.id for segment in segments}
        self._cache.forget(lambda key: key[0] not in living)

    def documents(self, segment: Segment, field: str, words: Sequence[bytes]) -> NDArray[np.uint32]:
        """The documents of the segment, deleted ones too, whose field holds the words in a row."""
        if any(word not in segment.dictionary[field] for word in words):
            return np.zeros(0, np.uint32)
        places = [(self._places(segment, field, word), at) for at, word in enumerate(words)]
        places.sort(key=lambda each: len(each[0].numbers))
        rarest, offset = places[0]
        numbers, docs = rarest.numbers - offset, rarest.docs
        for other, at in places[1:]:
            met = other.hold(numbers + at)
            numbers, docs = numbers[met], docs[met]
        return docs[rowsets.heads(docs)]

    def _places(self, segment: Segment, field: str, word: bytes) -> Places:
        key = (segment.id, field, word)
        return self._cache.get(key, lambda: _read(segment, field, word))


def _read(segment: Segment, field: str, word: bytes) -> Places:
    postings = segment.postings(field, word)
    docs = np.repeat(postings.docs, postings.frequencies)
    firsts = segment.first_places[field]
    numbers = firsts.take(docs) + postings.positions
    return Places(numbers, docs, _bits(numbers, int(firsts[-1])))


def _bits(numbers: NDArray[np.int64], size: int) -> rowsets.Bits | None:
    if len(numbers) * DENSE < size:
        return None
    mask = np.zeros(size + _BEYOND, np.bool_)
    mask[numbers] = True
    return rowsets.packed(mask)
