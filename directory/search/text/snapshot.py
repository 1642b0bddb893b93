"""An index as it stood after one commit: finds and scores, in the caller's row space."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from directory.search.text import evaluation, rowsets, scored
from directory.search.text.evaluation import Matches
from directory.search.text.phrases import PlaceBook
from directory.search.text.queries import Phrase, Query, Word
from directory.search.text.rowsets import Scores
from directory.search.text.scored import Cache, Piece, Scored
from directory.search.text.scoring import Collection
from directory.search.text.segments import Segment

CACHED = 256 << 20  # bytes of scored words and phrases
PLACES = 128 << 20  # bytes of the places of words in phrases


class Part(NamedTuple):
    """A segment and the site row of each of its documents, -1 for those that are gone."""

    segment: Segment
    rows: NDArray[np.int64]


class Snapshot:
    """Never changes; threads share it."""

    def __init__(self, mark: int, parts: Iterable[Part], size: int, places: PlaceBook) -> None:
        self.mark = mark
        self.parts = tuple(parts)
        self.size = size  # site rows
        self.places = places
        self._collection = Collection.of(part.segment for part in self.parts)
        self._cache = Cache(CACHED)

    def match(self, query: Query) -> Matches:
        return evaluation.matches(query, self)

    def word(self, word: Word) -> Scored:
        return self._cache.get(word, lambda: self._word(word))

    def phrase(self, phrase: Phrase) -> Scored:
        return self._cache.get(phrase, lambda: self._phrase(phrase))

    def words_from(self, field: str, start: str) -> list[bytes]:
        """Every word of the field that begins so."""
        prefix = start.encode()
        return sorted(
            {
                text
                for part in self.parts
                for text in part.segment.dictionary[field]
                if text.startswith(prefix)
            }
        )

    def _word(self, word: Word) -> Scored:
        text = word.text.encode()
        pieces = [piece for name in word.fields for piece in self._pieces(name, text)]
        return scored.gathered(pieces, self.size)

    def _pieces(self, field: str, text: bytes) -> Iterable[Piece]:
        rarity = self._rarity(field, text)
        for segment, rows in self.parts:
            postings = segment.postings(field, text)
            if len(postings.docs):
                lengths = segment.length_bytes[field][postings.docs]
                scores = self._collection.scores(field, rarity, postings.frequencies, lengths)
                yield _living(rows[postings.docs], scores)

    def _phrase(self, phrase: Phrase) -> Scored:
        texts = tuple(word.encode() for word in phrase.words)
        pieces = [piece for name in phrase.fields for piece in self._phrase_pieces(name, texts)]
        return scored.gathered(pieces, self.size)

    def _phrase_pieces(self, field: str, texts: tuple[bytes, ...]) -> Iterable[Piece]:
        rarities = [self._rarity(field, text) for text in texts]
        for segment, rows in self.parts:
            docs = self.places.documents(segment, field, texts)
            if len(docs):
                scores = sum(
                    (
                        self._scores_at(segment, field, (text, rarity), docs)
                        for text, rarity in zip(texts, rarities, strict=True)
                    ),
                    start=np.zeros(len(docs)),
                )
                yield _living(rows[docs], scores)

    def _scores_at(
        self, segment: Segment, field: str, word: tuple[bytes, float], docs: NDArray[np.uint32]
    ) -> Scores:
        """What a word is worth in these documents, all of which hold it."""
        text, rarity = word
        postings = segment.postings(field, text)
        frequencies = postings.frequencies[np.searchsorted(postings.docs, docs)]
        return self._collection.scores(
            field, rarity, frequencies, segment.length_bytes[field][docs]
        )

    def _rarity(self, field: str, text: bytes) -> float:
        entries = (part.segment.dictionary[field].get(text) for part in self.parts)
        return self._collection.rarity(sum(entry.documents for entry in entries if entry))


def _living(rows: NDArray[np.int64], scores: Scores) -> Piece:
    alive = rows >= 0
    return (rows, scores) if alive.all() else (rows[alive], scores[alive])


def parts(
    living: Iterable[tuple[Segment, NDArray[np.int64]]], pk_to_row: NDArray[np.int32]
) -> Iterable[Part]:
    """Place segments, given with their deleted documents, in the row space."""
    for segment, gone in living:
        known = segment.pks < len(pk_to_row)
        rows = np.full(segment.count, -1, np.int64)
        rows[known] = pk_to_row[segment.pks[known]]
        rows[gone] = -1
        yield Part(segment, rows)


NOTHING = rowsets.NONE
