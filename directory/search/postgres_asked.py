"""What is asked in words, as PostgreSQL understands it, and how it is weighed afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from directory.search import postgres_words
from directory.search.postgres_words import FIELDS, PHRASED, WEIGHTS
from directory.search.text import schema
from directory.search.text.queries import AllOf, AnyOf, Phrase, Query, Word
from directory.search.text.synonyms import Synonyms

Leaf = Word | Phrase


@dataclass(frozen=True)
class AskedWords:
    """`parse` makes words, phrases and all of several; nothing else is asked of the engine."""

    query: Query | None
    synonyms: Synonyms  # all that a site may hold

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        if self.query is None:
            return ()
        parts = self.query.parts if isinstance(self.query, AllOf | AnyOf) else (self.query,)
        return tuple(part for part in parts if isinstance(part, Word | Phrase))

    @property
    def words(self) -> tuple[tuple[int, ...], ...]:
        """For each word, the numbers of all that stands for it."""
        return tuple(
            tuple(postgres_words.hashed(text) for text in (leaf.text, *self._entries(leaf)))
            for leaf in self.leaves
            if isinstance(leaf, Word)
        )

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(
            " | ".join((f"({_following(leaf.words)})", *self._lexemes(leaf)))
            for leaf in self.leaves
            if isinstance(leaf, Phrase)
        )

    @property
    def phrases_by_field(self) -> tuple[tuple[str, ...], ...]:
        """For each phrase, its words asked of one field at a time."""
        return tuple(
            tuple(_following(leaf.words, f":{WEIGHTS[field]}") for field in PHRASED)
            for leaf in self.leaves
            if isinstance(leaf, Phrase)
        )

    @cached_property
    def hashes(self) -> tuple[int, ...]:
        return tuple(sorted({postgres_words.hashed(text) for text in self._texts()}))

    def meant(self, leaf: Leaf) -> Iterator[tuple[int, str]]:
        """The texts, by number of the field, any of which is a match wherever it stands."""
        for number, field in enumerate(FIELDS):
            if isinstance(leaf, Word):
                yield number, leaf.text
            if field == schema.ENTRIES:
                yield from ((number, entry) for entry in self._entries(leaf))

    def _entries(self, leaf: Leaf) -> list[str]:
        found = (
            self.synonyms.holding(leaf.text)
            if isinstance(leaf, Word)
            else self.synonyms.saying(leaf.words)
        )
        return sorted(entry.decode() for entry in found)

    def _lexemes(self, leaf: Leaf) -> Iterator[str]:
        return map(postgres_words.lexeme, self._entries(leaf))

    def _texts(self) -> Iterator[str]:
        for leaf in self.leaves:
            yield from leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
            yield from self._entries(leaf)


def _following(texts: tuple[str, ...], weight: str = "") -> str:
    return " <-> ".join(f"{postgres_words.lexeme(text)}{weight}" for text in texts)
