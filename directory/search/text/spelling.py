"""Words that were meant, and words that are near.

An edit is a letter more, a letter less, another letter, or two neighbours in the wrong order.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from directory.search.text import words

_KINDS = 32  # of characters: the letters, the digits by twos, all others
_CLEARLY = 100  # times as many sites hold what was meant as hold what was typed


class Lexicon:
    """Words in order, each with a signature that rules out nearly all words that are far."""

    def __init__(self, known: Iterable[str]) -> None:
        self.words = tuple(known)
        self._lengths = np.fromiter(map(len, self.words), np.int64, len(self.words))
        self._signatures = _signatures(self.words, self._lengths)

    def near(self, word: str, edits: int) -> list[tuple[int, str]]:
        """The words at most so many edits away, with the number of edits."""
        signature = _signatures([word], np.array([len(word)]))[0]
        # One edit takes away a character and adds one, at most.
        close = np.bitwise_count(self._signatures ^ signature) <= 2 * edits
        close &= np.abs(self._lengths - len(word)) <= edits
        candidates = (self.words[at] for at in np.flatnonzero(close))
        measured = ((OSA.distance(word, each, score_cutoff=edits), each) for each in candidates)
        return [(distance, each) for distance, each in measured if distance <= edits]


class Index(Protocol):
    """What spelling asks of a snapshot."""

    def spelled(self) -> Iterable[Lexicon]:
        """The words of names and places, as they are written."""
        ...

    @property
    def size(self) -> int:
        """How many sites there are, or some more."""
        ...

    def holders(self, word: str) -> int:
        """How many sites hold the word in the field that most of them hold it in."""
        ...


class Speller:
    """Corrects what no site holds, with words of the index and some more, as the vocabulary's."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._more = Lexicon(
            sorted({words.fold(word) for text in more for word in words.split(text)})
        )

    def suggestion(self, text: str, index: Index) -> str | None:
        """The text with its unknown words corrected; None when there is nothing to correct."""
        typed = words.split(text)[:32]
        meant = [self._meant(word, index) for word in typed]
        return " ".join(meant) if meant != typed else None

    def _meant(self, word: str, index: Index) -> str:
        written = words.fold(word)
        edits = _edits(written)
        if not edits or not words.stem(word):
            return word
        enough = max(1, _CLEARLY * index.holders(written))
        if enough > index.size:
            return word
        ranked = [
            (distance, other[0] != written[0], -held, other)
            for lexicon in (*index.spelled(), self._more)
            for distance, other in lexicon.near(written, edits)
            if (held := index.holders(other)) >= enough
        ]
        return min(ranked)[-1] if ranked else word


def _edits(word: str) -> int:
    """How many edits may be corrected: a short word soon becomes another one."""
    if len(word) < 4 or any(character.isdigit() for character in word):
        return 0
    return 1 if len(word) < 6 else 2


def _signatures(known: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One bit for each kind of character a word has, another for each it has more than once."""
    if not known:
        return np.zeros(0, np.uint64)
    points = np.frombuffer("".join(known).encode("utf-32-le"), np.uint32)
    owners = np.repeat(np.arange(len(known)), lengths)
    cells = owners * _KINDS + _KIND[np.minimum(points, 128)]
    counts = np.bincount(cells, minlength=len(known) * _KINDS).reshape(-1, _KINDS)
    bits = np.packbits(np.hstack([counts > 0, counts > 1]), axis=1)
    return bits.view(np.uint64).reshape(-1)


_KIND = np.full(129, _KINDS - 1)
_KIND[ord("a") : ord("z") + 1] = range(26)
_KIND[ord("0") : ord("9") + 1] = [26 + digit // 2 for digit in range(10)]
