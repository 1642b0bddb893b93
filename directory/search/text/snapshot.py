"""An index as it stood after one commit: finds and scores, in the caller's row space."""

from collections.abc import Iterator, Sequence

from directory.search.text import evaluation, schema, words
from directory.search.text.cache import Cache
from directory.search.text.collection import Collection, Part
from directory.search.text.evaluation import Matches
from directory.search.text.phrases import PlaceBook
from directory.search.text.queries import Leaf, Query, Word
from directory.search.text.scored import Scored
from directory.search.text.spelling import Lexicon

CACHED = 256 << 20  # bytes of scored words and phrases
WARM = 200  # words and phrases that a new snapshot scores ahead


class Snapshot:
    """Never changes; threads share it."""

    def __init__(self, mark: int, parts: Sequence[Part], size: int, places: PlaceBook) -> None:
        self.mark = mark
        self.size = size  # site rows
        self.parts = parts
        self.places = places
        self._collection = Collection(parts, size, places)
        self._cache: Cache[Leaf, Scored] = Cache(CACHED)

    def match(self, query: Query) -> Matches:
        return evaluation.matches(query, self.scored, self.size)

    def scored(self, leaf: Leaf) -> Scored:
        return self._cache.get(leaf, lambda: self._collection.scored(leaf))

    def warm(self, earlier: "Snapshot | None" = None) -> None:
        """Score ahead what the earlier snapshot was asked last, or else the commonest words."""
        for leaf in earlier._cache.recent(WARM) if earlier else self._commonest():
            self.scored(leaf)

    def holders(self, word: str) -> int:
        """How many sites hold the word in the field that most of them hold it in."""
        stem = words.stem(word).encode()
        return max(self._collection.holders(field, stem) for field in schema.FIELDS)

    def spelled(self) -> Iterator[Lexicon]:
        """The words of names and places, as they are written."""
        for part in self.parts:
            yield part.segment.lexicon(schema.STARTS)
            yield part.segment.lexicon(schema.PLACES)

    def _commonest(self) -> list[Leaf]:
        counts: dict[bytes, int] = {}
        for part in self.parts:
            for field in schema.FIELDS:
                for text, entry in part.segment.dictionary[field].items():
                    counts[text] = max(counts.get(text, 0), entry.documents)
        commonest = sorted(counts, key=lambda text: (-counts[text], text))[:WARM]
        return [Word(text.decode()) for text in reversed(commonest)]
