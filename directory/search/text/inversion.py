"""From documents to postings, in arrays.

Every word becomes a number once; a document is then a run of numbers, and a few million of them are
sorted at a time. Whoosh's own way, a tuple for each word of each document, takes ten times as long.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from directory.search.text import words
from directory.search.text.documents import BREAK

CHUNK = 4_000_000  # words sorted at a time: about 150 MB
LONGEST = 20_000  # words of one field of one document that count
_STOP, _GAP = 0, 1  # numbers that stand for no word: left out; left out, but taking up a position

Numbers: TypeAlias = "array[int]"


class Postings(NamedTuple):
    """Where one word stands. `positions` holds frequencies[0] entries of the first document, ..."""

    docs: NDArray[np.uint32]
    frequencies: NDArray[np.uint16]
    positions: NDArray[np.uint16]


class Numbering(dict[str, int]):
    """The number of each word, by how it is written; made as words come up."""

    def __init__(self, analyse: Callable[[str], str]) -> None:
        self._analyse = analyse
        self._numbers: dict[str, int] = {}
        self.texts: list[bytes] = [b"", b""]

    def __missing__(self, word: str) -> int:
        self[word] = number = self._number(self._analyse(word))
        return number

    def _number(self, text: str) -> int:
        if not text:
            return _STOP
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text.encode())
        return number

    def of(self, text: str) -> Numbers:
        """Return the numbers of a text's words, with a gap at each break."""
        numbers = array("I")
        for part in text.split(BREAK):
            if numbers:
                numbers.append(_GAP)
            numbers.extend(map(self.__getitem__, words.split(part)))
        return numbers


class Field:
    """One field of a new segment while it is being filled, document by document."""

    def __init__(self, numbering: Numbering, *, repeats: bool) -> None:
        self._numbering = numbering
        self._known: dict[str, Numbers] | None = {} if repeats else None
        self._numbers = array("I")
        self._counts = array("I")
        self._docs = 0
        self._lengths: list[NDArray[np.int64]] = []
        self._pieces: dict[bytes, list[Postings]] = defaultdict(list)

    def add(self, texts: Iterable[str]) -> None:
        """Take in the next document."""
        before = len(self._numbers)
        for text in texts:
            if len(self._numbers) > before:
                self._numbers.append(_GAP)
            self._numbers.extend(self._of(text))
        del self._numbers[before + LONGEST :]
        self._counts.append(len(self._numbers) - before)
        if len(self._numbers) >= CHUNK:
            self._invert()

    def merge(self, lengths: NDArray[np.int64], postings: Iterable[tuple[bytes, Postings]]) -> None:
        """Take in the documents of another segment, numbered from nought."""
        self._invert()
        for text, (docs, frequencies, positions) in postings:
            shifted = docs + np.uint32(self._docs)
            self._pieces[text].append(Postings(shifted, frequencies, positions))
        self._lengths.append(lengths)
        self._docs += len(lengths)

    def lengths(self) -> NDArray[np.int64]:
        """Words in each document; a gap counts as one, so that every position is below it."""
        self._invert()
        return np.concatenate([np.zeros(0, np.int64), *self._lengths])

    def postings(self) -> Iterator[tuple[bytes, Postings]]:
        """Everything that was taken in, by word, in the order of bytes."""
        self._invert()
        for text in sorted(self._pieces):
            pieces = self._pieces[text]
            yield text, Postings(*map(np.concatenate, zip(*pieces, strict=True)))

    def _of(self, text: str) -> Numbers:
        if self._known is None:
            return self._numbering.of(text)
        numbers = self._known.get(text)
        if numbers is None:
            numbers = self._known[text] = self._numbering.of(text)
        return numbers

    def _invert(self) -> None:
        counts = np.frombuffer(self._counts, np.uint32)
        if not len(counts):
            return
        docs = np.repeat(np.arange(len(counts)), counts)
        numbers = np.frombuffer(self._numbers, np.uint32)
        kept = numbers != _STOP
        lengths = np.bincount(docs[kept], minlength=len(counts))
        for number, postings in _inverted(numbers[kept], docs[kept] + self._docs, lengths):
            self._pieces[self._numbering.texts[number]].append(postings)
        self._lengths.append(lengths)
        self._docs += len(counts)
        self._numbers, self._counts = array("I"), array("I")


def _inverted(
    numbers: NDArray[np.uint32], docs: NDArray[np.int64], lengths: NDArray[np.int64]
) -> Iterator[tuple[int, Postings]]:
    """Yield each word's postings, words as numbers. Gaps are sorted like a word, and dropped."""
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    positions = (np.arange(len(numbers)) - first).astype(np.uint16)
    # One sort of plain 64-bit numbers is far quicker than a stable argsort.
    keys = (numbers.astype(np.uint64) << np.uint64(32)) | np.arange(len(numbers), dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    numbers, positions = numbers[order], positions[order]
    owners = docs[order].astype(np.uint32)
    heads = _heads(numbers) | _heads(owners)
    starts = np.flatnonzero(heads)
    frequencies = np.diff(np.append(starts, len(numbers))).astype(np.uint16)
    terms = np.flatnonzero(_heads(numbers[starts]))
    for a, b in pairwise([*terms.tolist(), len(starts)]):
        number = int(numbers[starts[a]])
        end = starts[b] if b < len(starts) else len(numbers)
        if number != _GAP:
            yield (
                number,
                Postings(owners[starts[a:b]], frequencies[a:b], positions[starts[a] : end]),
            )


def _heads(values: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    heads = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=heads[1:])
    return heads
