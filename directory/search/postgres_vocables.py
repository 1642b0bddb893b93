"""Which words there are near those that were typed, asked of PostgreSQL where nothing is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from directory.search import postgres_words
from directory.search.text import words
from directory.search.text.spelling import Lexicon
from directory.search.text.synonyms import Synonyms
from directory.storage import search_state
from directory.storage.database import Database

_FARTHEST = 2  # edits that are corrected at most


@dataclass(frozen=True)
class Vocables:
    database: Database
    shape: str
    synonyms: Synonyms
    typed: str
    known: dict[int, int] = field(default_factory=dict)  # holders by hash

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words as long as those that were typed, more or less."""
        lengths = list(map(len, self._written())) or [0]
        near = (min(lengths) - _FARTHEST, max(lengths) + _FARTHEST)
        with self.database.reading() as session:
            lexicon = Lexicon(search_state.spelled(session, self.shape, near))
        self._learn(each for word in self._written() for _, each in lexicon.near(word, _FARTHEST))
        return lexicon

    def holders(self, word: str) -> int:
        """How many sites hold the word in the field that most of them hold it in."""
        if not self.known.keys() >= set(self._hashes(word)):
            self._learn([word])
        return max(self.known[hashed] for hashed in self._hashes(word))

    def _learn(self, some: Iterable[str]) -> None:
        """In one statement, so that it is done once for all that may be meant."""
        wanted = {hashed for word in some for hashed in self._hashes(word)}
        with self.database.reading() as session:
            found = search_state.holders(session, self.shape, sorted(wanted))
        self.known.update(dict.fromkeys(wanted, 0) | found)

    def _hashes(self, word: str) -> Iterator[int]:
        stem = words.stem(word)
        yield postgres_words.hashed(stem)
        yield from (postgres_words.hashed(one.decode()) for one in self.synonyms.holding(stem))

    def _written(self) -> list[str]:
        return [words.fold(word) for word in words.split(self.typed)]
