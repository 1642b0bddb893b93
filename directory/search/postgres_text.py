"""The words of the sites that PostgreSQL handed over, weighed as the embedded index weighs them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np

from directory.search import bits, postgres_words
from directory.search.bits import Bits, Numbers, Rows
from directory.search.columns import Columns
from directory.search.postgres_asked import AskedWords
from directory.search.postgres_columns import Handed
from directory.search.postgres_records import SITE
from directory.search.postgres_vocables import Vocables
from directory.search.postgres_words import FIELDS, PHRASED
from directory.search.text import bm25
from directory.search.text.queries import Phrase, Query
from directory.search.text.rowsets import Scores
from directory.search.text.spelling import Lexicon

_HAS_WORDS = 2  # in the first mark of a site


@dataclass(frozen=True)
class HandedMatches:
    """`rows`: of the sites as they were handed over."""

    columns: Columns
    rows: Rows
    has: Numbers
    worth: Callable[[], Scores]  # not where only their number is asked

    @property
    def bits(self) -> Bits:
        return bits.of_rows(self.rows[self.has], self.columns.words)

    def scores(self, rows: Rows) -> Scores:
        by_row = np.zeros(self.columns.words * bits.WORD)
        by_row[self.rows] = self.worth() * self.has
        return np.asarray(by_row[rows])


@dataclass(frozen=True)
class HandedText:
    handed: Handed
    columns: Columns
    asked: AskedWords  # of nothing where no words were asked
    vocables: Vocables

    def match(self, _query: Query) -> HandedMatches:
        """What was asked, which is all that was handed over for."""
        rows = self.columns.rows[self._sites["id"]].astype(np.int64)
        has = (self.handed.marks[:, 0] & _HAS_WORDS) != 0
        return HandedMatches(self.columns, rows, has, self._worth)

    def spelled(self) -> Iterator[Lexicon]:
        yield self.vocables.lexicon

    def holders(self, word: str) -> int:
        return self.vocables.holders(word)

    @property
    def size(self) -> int:
        return self.handed.seen.documents

    def _worth(self) -> Scores:
        """Leaf by leaf, for sums to be the same to the last digit."""
        nothing = np.zeros(len(self._sites))
        phrases = count(1)
        worth = nothing
        for leaf in self.asked.leaves:
            pieces = [self._scores(number, text) for number, text in self.asked.meant(leaf)]
            if isinstance(leaf, Phrase):
                pieces.append(self._in_a_row(leaf, self.handed.marks[:, next(phrases)]))
            worth = worth + sum(pieces, start=nothing)
        return worth

    def _in_a_row(self, leaf: Phrase, fields: Numbers) -> Scores:
        """The words of a phrase in the fields where they follow one another."""
        worth = np.zeros(len(self._sites))
        for place, name in enumerate(PHRASED):
            holds = (fields >> place) & 1
            worth += holds * sum(self._scores(FIELDS.index(name), text) for text in leaf.words)
        return worth

    def _scores(self, number: int, text: str) -> Scores:
        """Of one word in one field."""
        hashed = postgres_words.hashed(text)
        held = self.handed.seen.holders.get((hashed, number), 0)
        if not held:
            return np.zeros(len(self._sites))
        often = self._often[:, self._place[hashed], number]
        rarity = self._statistics.rarity(held)
        return self._statistics.scores(FIELDS[number], rarity, often, self._length_bytes[:, number])

    @cached_property
    def _sites(self) -> Numbers:
        return np.frombuffer(self.handed.seen.octets.sites, SITE)

    @cached_property
    def _length_bytes(self) -> Numbers:
        return np.ascontiguousarray(self._sites["length_bytes"])

    @cached_property
    def _often(self) -> Numbers:
        octets = np.frombuffer(self.handed.seen.octets.often, np.uint8)
        return octets.reshape(len(self._sites), len(self.asked.hashes), len(FIELDS))

    @cached_property
    def _place(self) -> dict[int, int]:
        return {hashed: place for place, hashed in enumerate(self.asked.hashes)}

    @cached_property
    def _statistics(self) -> bm25.Statistics:
        totals = dict(zip(FIELDS, self.handed.seen.lengths, strict=True))
        return bm25.Statistics(self.handed.seen.documents, totals)
