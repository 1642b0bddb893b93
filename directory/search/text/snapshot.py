"""An index as it stood after one commit: finds and scores, in the caller's row space."""

from collections.abc import Iterator, Sequence

from directory.search.text import evaluation, schema, synonyms, words
from directory.search.text.cache import Cache
from directory.search.text.collection import Collection, Part
from directory.search.text.evaluation import Matches
from directory.search.text.phrases import PlaceBook
from directory.search.text.queries import Leaf, Query, Word
from directory.search.text.scored import Scored
from directory.search.text.spelling import Lexicon

CACHED = 256 << 20  # bytes of scored words and phrases
_COMMON = 64  # a word is common when one in so many sites holds it
WARM = 200  # words and phrases that a new snapshot scores ahead


class Snapshot:
    """Never changes; threads share it."""

    def __init__(self, mark: int, parts: Sequence[Part], size: int, places: PlaceBook) -> None:
        self.mark = mark
        self.size = size  # site rows
        self.parts = parts
        self.places = places
        self.collection = Collection(parts, size, places)
        self._cache: Cache[Leaf, Scored] = Cache(CACHED)

    def match(self, query: Query) -> Matches:
        return evaluation.matches(query, self.scored, self.size)

    def scored(self, leaf: Leaf) -> Scored:
        return self._cache.get(leaf, lambda: self.collection.scored(leaf))

    def warm(self, earlier: "Snapshot | None" = None) -> None:
        """Score ahead what the earlier snapshot was asked last, or else the commonest words."""
        asked = earlier._cache.recent(WARM) if earlier else []
        for leaf in asked or self._commonest():
            if self._cache.half_full:
                break
            self.scored(leaf)

    def holders(self, word: str) -> int:
        """How many sites hold the word in the field that most of them hold it in."""
        stem, held = words.stem(word), self.collection
        return max(
            held.holders(field, text)
            for field in schema.FIELDS
            for text in held.standing_for(field, stem)
        )

    def spelled(self) -> Iterator[Lexicon]:
        """The words of names and places, as they are written."""
        for part in self.parts:
            yield part.segment.lexicon(schema.STARTS)
            yield part.segment.lexicon(schema.PLACES)

    def _commonest(self) -> list[Leaf]:
        held = {
            text
            for part in self.parts
            for field in schema.FIELDS
            for text, entry in part.segment.dictionary[field].items()
            if entry.documents * _COMMON > self.size and not synonyms.is_entry(text)
        }
        counted = sorted(((max(self._counts(text)), text) for text in held), reverse=True)
        return [Word(text.decode()) for _, text in counted[:WARM]]

    def _counts(self, text: bytes) -> Iterator[int]:
        return (self.collection.holders(field, text) for field in schema.FIELDS)
