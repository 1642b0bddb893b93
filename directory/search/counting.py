"""Exact counts of sites under every term of every facet.

A site counts under a term when one program of it satisfies the criteria and says yes to the term,
to one below it or to an insurer that implies it. It counts as not reported when none does and one
that satisfies the criteria does not say no. Selections of a facet do not narrow that facet's own
counts; exclusions do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from directory.domain.vocabulary import Facet
from directory.search import bits
from directory.search.bits import Bits, Numbers
from directory.search.columns import Answers
from directory.search.hits import TermCount
from directory.search.matching import Matching
from directory.search.space import Space


def facets(matching: Matching) -> Mapping[Facet, tuple[TermCount, ...]]:
    """Count for every facet, in the order of the vocabulary."""
    slices = matching.terms.headings.slices
    chosen = [one.name for one in matching.conditions if isinstance(one.name, Facet)]
    common = _Tally.of(matching, matching.programs)
    counts = {facet: common.counts(facet) for facet in slices if facet not in chosen}
    for facet in chosen:
        counts[facet] = _Tally.of(matching, matching.without(facet)).counts(facet)
    return {facet: counts[facet] for facet in slices}


@dataclass(frozen=True, slots=True)
class _Tally:
    """Programs counted by term. `whole` are sites of which every program is among them."""

    matching: Matching
    space: Space
    programs: Bits
    sites: Bits
    partial: Bits

    @classmethod
    def of(cls, matching: Matching, programs: Bits) -> "_Tally":
        sites = matching.space.united(programs)
        space, places = matching.space.narrowed(np.flatnonzero(sites))
        sites, programs = sites[sites != 0], programs[places]
        left_out = matching.terms.columns.exists[space.program_words] & ~programs
        return cls(matching, space, programs, sites, space.united(left_out) & sites)

    def counts(self, facet: Facet) -> tuple[TermCount, ...]:
        headings, columns = self.matching.terms.headings, self.matching.terms.columns
        numbers = headings.slices[facet]
        found = self._sites(columns.yes, numbers)
        candid = np.full(len(found), bits.size(self.sites))
        deniable = slice(*np.searchsorted(columns.undenied.terms, [numbers.start, numbers.stop]))
        denied = columns.undenied.terms[deniable] - numbers.start
        candid[denied] = self._sites(columns.undenied, deniable)
        silent = candid - found
        return tuple(
            TermCount(slug=selection.slug, count=count, not_reported=unsaid)
            for selection, count, unsaid in zip(
                headings.selections[numbers], found.tolist(), silent.tolist(), strict=True
            )
        )

    def _sites(self, answers: Answers, columns: slice) -> Numbers:
        """For each column, the sites of which a program that counts has the bit."""
        if not (answers.differ[columns].any() and self.partial.any()):
            return bits.sums(answers.sites[self.space.words, columns], self.sites)
        having = answers.programs[self.space.program_words, columns] & self.programs[:, None]
        counts: Numbers = np.bitwise_count(self.space.united(having)).sum(axis=0, dtype=np.int64)
        return counts
