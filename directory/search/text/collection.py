"""The segments that stand together, and what a word or phrase is worth in each of their sites."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from directory.search.text import schema, scored
from directory.search.text.bm25 import Statistics
from directory.search.text.phrases import PlaceBook
from directory.search.text.queries import Leaf, Near, Phrase, Start, Word
from directory.search.text.rowsets import Scores
from directory.search.text.scored import Piece, Scored
from directory.search.text.segments import Segment


class Part(NamedTuple):
    """A segment and the site row of each of its documents, -1 for those that are gone."""

    segment: Segment
    rows: NDArray[np.int64]

    @classmethod
    def placed(
        cls, segment: Segment, deleted: NDArray[np.int64], pk_to_row: NDArray[np.int32]
    ) -> "Part":
        known = segment.pks < len(pk_to_row)
        rows = np.full(segment.count, -1, np.int64)
        rows[known] = pk_to_row[segment.pks[known]]
        rows[deleted] = -1
        return cls(segment, rows)

    def living(self, docs: NDArray[np.uint32], scores: Scores) -> Piece:
        """The rows of documents, without those that are gone."""
        rows = self.rows.take(docs)
        alive = rows >= 0
        return (rows, scores) if alive.all() else (rows[alive], scores[alive])


class Collection:
    def __init__(self, parts: Sequence[Part], size: int, places: PlaceBook) -> None:
        """`size`: number of site rows."""
        self.parts = parts
        self._size = size
        self._places = places
        self._statistics = Statistics.of([part.segment for part in parts])

    def scored(self, leaf: Leaf) -> Scored:
        return scored.gathered(list(self._pieces(leaf)), self._size)

    def holders(self, field: str, text: bytes) -> int:
        """Documents that hold the text in the field, deleted ones too."""
        entries = (part.segment.dictionary[field].get(text) for part in self.parts)
        return sum(entry.documents for entry in entries if entry)

    def meant(self, leaf: Leaf) -> Iterator[tuple[str, list[bytes]]]:
        """The texts, by field, any of which is a match; of a phrase, those that say it whole."""
        match leaf:
            case Word(text, fields):
                return ((field, self.standing_for(field, text)) for field in fields)
            case Near(text, edits, fields):
                return ((field, self._near(field, text, edits)) for field in fields)
            case Start(text):
                starting = self._texts(lambda segment: segment.starting(text.encode()))
                return iter([(schema.STARTS, starting)])
            case Phrase(words, fields):
                saying = self._texts(lambda segment: segment.synonyms.saying(words))
                return iter([(schema.ENTRIES, saying)] if schema.ENTRIES in fields else [])

    def standing_for(self, field: str, word: str) -> list[bytes]:
        """What a word that is asked means in the field: itself, and entries that hold it."""
        if field != schema.ENTRIES:
            return [word.encode()]
        return [word.encode(), *self._texts(lambda segment: segment.synonyms.holding(word))]

    def _pieces(self, leaf: Leaf) -> Iterator[Piece]:
        for field, texts in self.meant(leaf):
            yield from self._any(field, texts)
        if isinstance(leaf, Phrase):
            words = [word.encode() for word in leaf.words]
            for field in leaf.fields:
                if field != schema.ENTRIES:
                    yield from self._in_a_row(field, words)

    def _any(self, field: str, texts: Sequence[bytes]) -> Iterator[Piece]:
        """What the words are worth together."""
        rarities = {text: self._rarity(field, text) for text in texts}
        for part in self.parts:
            held = [text for text in texts if text in part.segment.dictionary[field]]
            if held:
                yield part.living(
                    *self._scored(part.segment, field, [(t, rarities[t]) for t in held])
                )

    def _scored(
        self, segment: Segment, field: str, rare: Sequence[tuple[bytes, float]]
    ) -> tuple[NDArray[np.uint32], Scores]:
        """The documents of words whose rarities are given, those of one word after another's."""
        found = [segment.postings(field, text) for text, _ in rare]
        counts = [len(postings.docs) for postings in found]
        docs = np.concatenate([postings.docs for postings in found])
        often = np.concatenate([postings.frequencies for postings in found])
        rarity = rare[0][1] if len(rare) == 1 else np.repeat([each for _, each in rare], counts)
        lengths = segment.length_bytes[field].take(docs)
        return docs, self._statistics.scores(field, rarity, often, lengths)

    def _in_a_row(self, field: str, texts: Sequence[bytes]) -> Iterator[Piece]:
        rarities = [self._rarity(field, text) for text in texts]
        for part in self.parts:
            docs = self._places.documents(part.segment, field, texts)
            if not len(docs):
                continue
            lengths = part.segment.length_bytes[field].take(docs)
            scores = np.zeros(len(docs))
            for text, rarity in zip(texts, rarities, strict=True):
                often = part.segment.postings(field, text).frequencies_in(docs)
                scores += self._statistics.scores(field, rarity, often, lengths)
            yield part.living(docs, scores)

    def _rarity(self, field: str, text: bytes) -> float:
        return self._statistics.rarity(self.holders(field, text))

    def _near(self, field: str, text: str, edits: int) -> list[bytes]:
        near = {
            word for part in self.parts for _, word in part.segment.lexicon(field).near(text, edits)
        }
        return sorted({text for word in near for text in self.standing_for(field, word)})

    def _texts(self, of: Callable[[Segment], Iterable[bytes]]) -> list[bytes]:
        """What the segments have, together and in order."""
        return sorted({text for part in self.parts for text in of(part.segment)})
