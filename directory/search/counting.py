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
from directory.search.conditions import Terms
from directory.search.hits import TermCount
from directory.search.matching import Matching
from directory.search.space import Space

_SCATTERED = 0.7  # of all words; above it, leaving words out costs more than it saves


def facets(matching: Matching) -> Mapping[Facet, tuple[TermCount, ...]]:
    """Count for every facet, in the order of the vocabulary."""
    headings = matching.terms.headings
    chosen = [one.name for one in matching.conditions if isinstance(one.name, Facet)]
    every = slice(0, len(headings.selections))
    common = _Tally.of(matching, matching.programs).counts(every)
    counts = {facet: common[numbers] for facet, numbers in headings.slices.items()}
    for facet in chosen:
        tally = _Tally.of(matching, matching.without(facet))
        counts[facet] = tally.counts(headings.slices[facet])
    return counts


@dataclass(frozen=True, slots=True)
class _Tally:
    """Programs counted by term, over the words that hold any."""

    terms: Terms
    space: Space
    programs: Bits
    sites: Bits
    is_partial: bool  # some site has programs that are not among these

    @classmethod
    def of(cls, matching: Matching, programs: Bits) -> "_Tally":
        space, sites = matching.space, matching.space.united(programs)
        kept = np.flatnonzero(sites)
        if len(kept) < _SCATTERED * len(sites):
            space, places = space.narrowed(kept)
            sites, programs = sites[kept], programs[places]
        left_out = matching.terms.columns.exists[space.program_words] & ~programs
        is_partial = bool((left_out & sites[space.site_of]).any())
        return cls(matching.terms, space, programs, sites, is_partial)

    def counts(self, numbers: slice) -> tuple[TermCount, ...]:
        columns = self.terms.columns
        found = self._sites(columns.yes, numbers)
        candid = np.full(len(found), bits.size(self.sites))
        deniable = slice(*np.searchsorted(columns.undenied.terms, (numbers.start, numbers.stop)))
        denied = columns.undenied.terms[deniable] - numbers.start
        candid[denied] = self._sites(columns.undenied, deniable)
        slugs = self.terms.headings.slugs[numbers]
        counts = zip(slugs, found.tolist(), (candid - found).tolist(), strict=True)
        return tuple(map(TermCount._make, counts))

    def _sites(self, answers: Answers, columns: slice) -> Numbers:
        """For each column, the sites of which a program that counts has the bit."""
        if not (self.is_partial and answers.differ[columns].any()):
            return bits.sums(_rows(answers.sites, self.space.words, columns), self.sites)
        having = _rows(answers.programs, self.space.program_words, columns)
        having = having & self.programs[:, None]
        counts: Numbers = np.bitwise_count(self.space.united(having)).sum(axis=0, dtype=np.int64)
        return counts


def _rows(words: Bits, rows: Numbers, columns: slice) -> Bits:
    """These rows of a matrix, which is not copied where that is all of them."""
    return words[:, columns] if len(rows) == len(words) else words[rows, columns]
