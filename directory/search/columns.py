"""What is known of every site, as arrays that a search reads without waiting for any change.

A site has a row. The first rows are spare; then come the sites with most programs, near ones
beside each other. A program has a slot: layer k holds the k-th program of every site that has one,
for as many words of rows as there are such sites. So a set of programs is one array of words; its
part from starts[k] speaks, word for word, of the same rows as the first words of the sites.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from directory.search.bits import WORD, Bits, Numbers
from directory.search.space import Space
from directory.search.weeks import Weeks


@dataclass(frozen=True)
class Answers:
    """One bit a program for every term; kept once a site where no programs of a site differ."""

    terms: Numbers  # the number of the term in each column of `sites`
    sites: Bits  # site words x terms: the union over the programs of a site
    varied: Numbers  # the columns in which the programs of some site differ
    programs: Bits  # program words x varied columns

    @cached_property
    def _places(self) -> dict[int, int]:
        return {int(column): place for place, column in enumerate(self.varied)}

    def of_programs(self, column: int, words: Numbers, site_of: Numbers) -> Bits:
        """One column in some program words, given the site word that each speaks of.

        Where the programs do not differ, slots that nobody has may be set too.
        """
        place = self._places.get(column)
        if place is None:
            return np.asarray(self.sites[site_of, column])
        return np.asarray(self.programs[words, place])


@dataclass(frozen=True, eq=False)
class Columns:
    layers: tuple[int, ...]  # words of rows in each layer, never more than in the one before
    spare: int  # words at the beginning that every layer has, for sites that come later
    # One a row. What stands in a row or slot that nobody has now does not count.
    ids: Numbers
    names: Numbers
    ranks: Numbers  # in the order of name and id, with gaps
    vectors: Numbers  # towards the site from the middle of the earth; not a number where unknown
    points: Numbers  # latitude, longitude
    confirmed: Numbers  # day number, 0 for unknown
    leaves: Numbers  # day number, 0 for never
    regions: Numbers  # numbers of state, county, city, ZIP; 0 for unknown
    made_up: Numbers  # 1 where the listing is a demonstration
    cards: Numbers  # where in the file of cards, and of how many octets
    # One a word of rows: a cap of the earth that holds its sites.
    caps: Numbers
    # One a slot.
    programs: Numbers  # ids
    hours: Numbers
    openings: Numbers
    openings_said: Numbers  # day number of that answer, 0 for unknown
    waits: Numbers
    schedules: Numbers
    lines: Bits  # all it says, as lines.py has it
    # Bits.
    occupied: Bits  # rows
    exists: Bits  # slots
    yes: Answers  # every term
    undenied: Answers  # terms that any program denies: the programs that do not
    traits: Bits  # named by trait_names; one row of program words each
    trait_names: tuple[str, ...]
    # Looking up.
    unused: tuple[int, ...]  # spare rows that nobody had since these arrays were made
    alphabet: Numbers  # rows by rank
    rows: Numbers  # by id, up to the largest; -1 where there is no such site
    region_names: dict[str, int]
    weeks: Weeks

    @property
    def words(self) -> int:
        return self.layers[0]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each layer begins in the program words, and where the last one ends."""
        return (0, *np.cumsum(self.layers).tolist())

    @cached_property
    def space(self) -> Space:
        return Space.whole(self.layers)

    @property
    def total(self) -> int:
        return len(self.alphabet)

    @cached_property
    def any_made_up(self) -> bool:
        return bool(self.made_up[self.alphabet].any())

    @property
    def are_passing(self) -> bool:
        """Whether they are made for one search, so that lines alone are worth making."""
        return False

    def ranked(self, rows: Numbers) -> Numbers:
        """The order of some rows by name and id, with gaps."""
        return np.asarray(self.ranks[rows])

    def row(self, provider_id: int) -> int | None:
        row = int(self.rows[provider_id]) if 0 < provider_id < len(self.rows) else -1
        return row if row >= 0 else None

    def slots(self, row: int) -> list[int]:
        """The slots a row has in the layers that reach it, taken or not."""
        layers = zip(self.starts, self.layers, strict=False)
        return [start * WORD + row for start, words in layers if row < words * WORD]

    def trait(self, name: str) -> Bits | None:
        """The programs with a trait; None where no program has it."""
        number = self._traits.get(name)
        return None if number is None else np.asarray(self.traits[number])

    @cached_property
    def _traits(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.trait_names)}

    def saying_yes(self, number: int, words: Numbers) -> Bits:
        """The programs that say yes to a term, or to one below it, in some program words."""
        said = self.yes.of_programs(number, words, self.space.site_of[words])
        return said & self.exists[words]

    def not_denying(self, number: int, words: Numbers) -> Bits:
        """The programs that do not say no to a term, in some program words."""
        column = int(np.searchsorted(self.undenied.terms, number))
        if column == len(self.undenied.terms) or self.undenied.terms[column] != number:
            return np.asarray(self.exists[words])
        said = self.undenied.of_programs(column, words, self.space.site_of[words])
        return said & self.exists[words]
