"""Which programs, and so which sites, satisfy criteria; and what each criterion costs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

import numpy as np

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection
from directory.search import bits, conditions
from directory.search.bits import Bits, Flags, Rows
from directory.search.columns import Columns
from directory.search.conditions import Condition, Terms
from directory.search.headings import Headings
from directory.search.space import Space

_SCATTERED = 0.5  # of all words; above it, leaving words out costs more than it saves


@dataclass(frozen=True, slots=True)
class Matching:
    terms: Terms
    space: Space
    on_ground: Bits  # programs of the sites looked at
    conditions: tuple[Condition, ...]
    programs: Bits  # those that satisfy all conditions
    sites: Bits
    left_out: int = 0  # sites that satisfy all of it too and that nobody confirmed for long
    _known: dict[Facet | Selection | str, Bits] = field(default_factory=dict)

    @classmethod
    def of(
        cls, columns: Columns, headings: Headings, ground: Bits, asked: tuple[Criteria, date]
    ) -> "Matching":
        """`ground`: a bit for every row; the criteria's own words and place are not looked at."""
        space, ground = _narrowed(columns, ground)
        terms = Terms(columns, headings, space.program_words)
        on_ground = columns.exists[space.program_words] & ground[space.site_of]
        found = tuple(conditions.of(terms, space, *asked))
        programs = _all(on_ground, found)
        return cls(terms, space, on_ground, found, programs, space.united(programs))

    @property
    def total(self) -> int:
        return bits.size(self.sites)

    def rows(self) -> Rows:
        return self.space.rows(self.sites)

    def everywhere(self) -> Bits:
        """The sites, with a bit for every row of the columns."""
        sites = np.zeros(self.terms.columns.words, np.uint64)
        sites[self.space.words] = self.sites
        return sites

    def lacking(self, left: Bits) -> "Matching":
        """The same without these sites. `left`: a bit for every row."""
        stays = ~left[self.space.words][self.space.site_of]
        programs = self.programs & stays
        sites = self.space.united(programs)
        return Matching(
            terms=self.terms,
            space=self.space,
            on_ground=self.on_ground & stays,
            conditions=self.conditions,
            programs=programs,
            sites=sites,
            left_out=self.total - bits.size(sites),
        )

    def among(self, programs: Bits) -> "Matching":
        """The same, with no other programs than these. `programs`: a bit for every slot."""
        left = self.programs & programs[self.space.program_words]
        return replace(self, programs=left, sites=self.space.united(left))

    def reported(self, criteria: Criteria, rows: Rows) -> Flags | None:
        """Whether each site has a program that reports all that was asked; None where all do."""
        facets = {one.facet for one in criteria.include if self.terms.possible(one) is not None}
        if not facets:
            return None
        named = [self.terms.any_reported(facet, criteria.chosen(facet)) for facet in facets]
        sites = self.space.united(reduce(np.bitwise_and, named, self.programs))
        return bits.tested(sites[np.searchsorted(self.space.words, rows >> 6)], rows)

    def without(self, name: Facet | Selection | str) -> Bits:
        """The programs that satisfy all conditions but one."""
        if name not in self._known:
            others = (one for one in self.conditions if one.name != name)
            self._known[name] = _all(self.on_ground, others)
        return self._known[name]

    def total_without(self, name: Facet | Selection | str) -> int:
        return bits.size(self.space.united(self.without(name)))

    def silent(self) -> dict[str, int]:
        """Sites left out only because they do not say, for each condition where that is counted."""
        return {
            str(one.name): bits.size(
                self.space.united(self.without(one.name) & one.silent) & ~self.sites
            )
            for one in self.conditions
            if one.silent is not None
        }


def _all(start: Bits, found: Iterable[Condition]) -> Bits:
    return reduce(np.bitwise_and, (one.programs for one in found), start)


def _narrowed(columns: Columns, ground: Bits) -> tuple[Space, Bits]:
    kept = np.flatnonzero(ground)
    if len(kept) > _SCATTERED * len(ground):
        return columns.space, ground
    return columns.space.narrowed(kept), ground[kept]
