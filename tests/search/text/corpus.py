"""Documents whose words are as unevenly common as those of a language: Zipf's law, and a seed."""

import random
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.search.text import synonyms, words
from directory.search.text.documents import Document
from directory.search.text.index import TextIndex
from directory.search.text.parsing import parse
from directory.search.text.queries import AllOf, AnyOf, Phrase, Query, Start, Word
from directory.search.text.snapshot import Snapshot

PK, ROWS = 3, 50
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]


class Corpus:
    def __init__(self, seed: int, vocabulary: int = 400) -> None:
        self.random = random.Random(seed)
        self.words = self._distinct(vocabulary)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.entries, self.shared = self._terms(30)
        self.cities = [self.text(self.random.randint(1, 2)).title() for _ in range(12)]

    def text(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=count))

    def document(self, pk: int) -> Document:
        pick = self.random
        return Document(
            pk=pk,
            name=(self.text(pick.randint(1, 4)).title(),),
            programs=tuple(self.text(2) for _ in range(pick.randint(0, 2))),
            terms=(*pick.sample(self.entries, pick.randint(0, 8)), *pick.sample(self.shared, 2)),
            city=(pick.choice(self.cities),),
            description=(self.text(pick.randint(0, 60)), self.text(10)),
        )

    def documents(self, pks: Iterable[int]) -> Iterator[Document]:
        return map(self.document, pks)

    def word(self) -> Word:
        return Word(words.stem(self.text(1)))

    def query(self, depth: int = 2) -> Query:
        """Anything that Whoosh can express, no part of it twice."""
        kind = self.random.randrange(7) if depth else self.random.randrange(3)
        if kind >= 4:
            return (AllOf if kind < 6 else AnyOf)(self._parts(depth))
        if kind == 3:
            return Start(self.text(1)[: self.random.randint(2, 4)])
        return self._phrase() if kind == 2 else self.word()

    def _parts(self, depth: int) -> tuple[Query, ...]:
        parts = [self.query(depth - 1) for _ in range(self.random.randint(2, 3))]
        return tuple(dict.fromkeys(parts))

    def _phrase(self) -> Phrase:
        """Two or three words that stand somewhere in a row, or may."""
        source = self.random.choice([self.text(9), *self.entries])
        stems = [words.stem(word) for word in words.split(source.replace("~", ""))]
        at = self.random.randrange(max(1, len(stems) - 3))
        return Phrase(tuple(stems[at : at + self.random.randint(2, 3)]) or ("none", "such"))

    def _distinct(self, count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))] = None
        return [word for word in made if words.stem(word)]

    def _terms(self, count: int) -> tuple[list[str], list[str]]:
        names = [
            [[words.stem(word) for word in self.text(2).split()] for _ in range(4)]
            for _ in range(count)
        ]
        common = synonyms.shared(names)
        return [synonyms.entry(said, common) for said in names], sorted(common)[:2]


def by_pk(count: int) -> NDArray[np.int32]:
    """A row for each id below count, not in the order of the ids."""
    return np.roll(np.arange(count, dtype=np.int32), 7)


def opened(index: TextIndex, count: int, earlier: Snapshot | None = None) -> Snapshot:
    return index.snapshot(by_pk(count), count, earlier)


def built(folder: Path, documents: Iterable[Document]) -> TextIndex:
    index = TextIndex.create(folder)
    index.build(documents)
    return index


def document(name: str, pk: int = PK, **fields: tuple[str, ...]) -> Document:
    return Document(pk=pk, name=(name,), **fields)


def found(snapshot: Snapshot, query: str | Query) -> list[int]:
    """The ids of the sites that match."""
    asked = parse(query) if isinstance(query, str) else query
    assert asked is not None
    ids = dict(zip(by_pk(ROWS).tolist(), range(ROWS), strict=True))
    return sorted(ids[row] for row in snapshot.match(asked).rows.tolist())
