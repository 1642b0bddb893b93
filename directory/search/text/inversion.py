"""From documents to postings, in arrays.

Every word becomes a number once; a document is then a run of numbers, and a few million of them are
sorted at a time. Whoosh's own way, a tuple for each word of each document, takes ten times as long.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from directory.search.text import postings, rowsets, words
from directory.search.text.postings import Block, Postings, Run

CHUNK = 4_000_000  # words or postings sorted at a time: about 200 MB
LONGEST = 20_000  # words of one field of one document that count
_STOP, _GAP = 0, 1  # numbers that stand for no word: left out; left out, but taking up a position

Numbers: TypeAlias = "array[int]"


class Numbering(dict[str, int]):
    """The number of each word, by how it is written; made as words come up."""

    between: Sequence[int] = (_GAP,)  # what parts one text of a document from the next

    def __init__(self, analyse: Callable[[str], str]) -> None:
        self._analyse = analyse
        self._numbers: dict[str, int] = {}
        self.texts: list[bytes] = [b"", b""]

    def __missing__(self, word: str) -> int:
        text = self._analyse(word)
        self[word] = number = self.of_text(text) if text else _STOP
        return number

    def of_text(self, text: str) -> int:
        """The number of a word that has been analysed."""
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text.encode())
        return number

    def of(self, text: str) -> Numbers:
        """The numbers of a text's words."""
        return array("I", map(self.__getitem__, words.split(text)))


class Entries(Numbering):
    """Numbers texts that are one word each, as they stand."""

    between = ()

    def __init__(self) -> None:
        super().__init__(str)

    def of(self, text: str) -> Numbers:
        return array("I", (self[text],))


class Field:
    """One field of a new segment while it is being filled, document by document."""

    def __init__(self, numbering: Numbering, *, repeats: bool) -> None:
        """`repeats`: whether many documents share their strings, so that it pays to keep them."""
        self._numbering = numbering
        self._known: dict[str, Numbers] | None = {} if repeats else None
        self._numbers = array("I")
        self._counts = array("I")
        self._docs = 0
        self._lengths: list[NDArray[np.int64]] = []
        self._runs: list[Run] = []

    def add(self, texts: Iterable[str]) -> None:
        """Take in the next document."""
        before = len(self._numbers)
        for text in texts:
            if len(self._numbers) > before:
                self._numbers.extend(self._numbering.between)
            self._numbers.extend(self._of(text))
        del self._numbers[before + LONGEST :]
        self._counts.append(len(self._numbers) - before)
        if len(self._numbers) >= CHUNK:
            self._invert()

    def absorb(self, lengths: NDArray[np.int64], block: Block) -> None:
        """Take in documents that were inverted before, numbered from nought."""
        self._invert()
        numbers = [self._numbering.of_text(text.decode()) for text in block.texts]
        repeated = np.repeat(np.array(numbers, np.uint32), block.counts)
        moved = block.postings.docs + np.uint32(self._docs)
        self._keep(lengths, postings.ordered(Run(repeated, block.postings._replace(docs=moved))))

    def lengths(self) -> NDArray[np.int64]:
        """Words in each document; a gap counts as one, so that every position is below it."""
        self._invert()
        return np.concatenate([np.zeros(0, np.int64), *self._lengths])

    def blocks(self) -> Iterator[Block]:
        """Everything that was taken in, each word once, in no order that means anything."""
        self._invert()
        for first, end in self._ranges():
            run = postings.joined([run.part(first, end) for run in self._runs])
            heads = np.flatnonzero(rowsets.heads(run.numbers))
            texts = [self._numbering.texts[number] for number in run.numbers[heads].tolist()]
            yield Block(texts, np.diff(np.append(heads, len(run.numbers))), run.postings)

    def _of(self, text: str) -> Numbers:
        if self._known is None:
            return self._numbering.of(text)
        numbers = self._known.get(text)
        if numbers is None:
            numbers = self._known[text] = self._numbering.of(text)
        return numbers

    def _keep(self, lengths: NDArray[np.int64], run: Run) -> None:
        self._lengths.append(lengths)
        self._docs += len(lengths)
        if len(run.numbers):
            self._runs.append(run)

    def _invert(self) -> None:
        if not self._counts:
            return
        counts = np.frombuffer(self._counts, np.uint32)
        docs = np.repeat(np.arange(len(counts)), counts)
        numbers = np.frombuffer(self._numbers, np.uint32)
        kept = numbers != _STOP
        lengths = np.bincount(docs[kept], minlength=len(counts))
        self._keep(lengths, _inverted(numbers[kept], docs[kept] + self._docs, lengths))
        self._numbers, self._counts = array("I"), array("I")

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Cut the numbers so that no part holds many more than CHUNK postings."""
        counts = np.zeros(len(self._numbering.texts), np.int64)
        for run in self._runs:
            counts += np.bincount(run.numbers, minlength=len(counts))
        steps = np.cumsum(counts) // CHUNK
        cuts = [*np.flatnonzero(rowsets.heads(steps)).tolist(), len(counts)]
        yield from pairwise(cuts if self._runs else [])


def _inverted(
    numbers: NDArray[np.uint32], docs: NDArray[np.int64], lengths: NDArray[np.int64]
) -> Run:
    """Sort the words of documents. Gaps are sorted like a word, the lowest, and then dropped."""
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    positions = (np.arange(len(numbers)) - first).astype(np.uint16)
    order = postings.stable_order(numbers)[np.count_nonzero(numbers == _GAP) :]
    numbers, owners = numbers[order], docs[order].astype(np.uint32)
    heads = np.flatnonzero(rowsets.heads(numbers) | rowsets.heads(owners))
    frequencies = np.diff(np.append(heads, len(numbers))).astype(np.uint16)
    return Run(numbers[heads], Postings(owners[heads], frequencies, positions[order]))
