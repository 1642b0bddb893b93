"""Exact counts of sites under every term of every facet.

A site counts under a term when one program of it satisfies the criteria and says yes to the term,
to one below it or to an insurer that implies it. It counts as not reported when none does and one
that satisfies the criteria does not say no. Selections of a facet do not narrow that facet's own
counts; exclusions do.
"""

from collections.abc import Mapping
from functools import partial

from directory.domain.vocabulary import Facet
from directory.search import tallying
from directory.search.bits import Bits
from directory.search.hits import TermCount
from directory.search.matching import Matching

_TERM_COUNT = partial(tuple.__new__, TermCount)  # its own `_make` takes half as long again


def facets(matching: Matching) -> Mapping[Facet, tuple[TermCount, ...]]:
    """Count for every facet, in the order of the vocabulary."""
    headings = matching.terms.headings
    chosen = [one.name for one in matching.conditions if isinstance(one.name, Facet)]
    every = slice(0, len(headings.selections))
    common = _counts(matching, matching.programs, every)
    counts = {facet: common[numbers] for facet, numbers in headings.slices.items()}
    for facet in chosen:
        counts[facet] = _counts(matching, matching.without(facet), headings.slices[facet])
    return counts


def _counts(matching: Matching, programs: Bits, numbers: slice) -> tuple[TermCount, ...]:
    found, candid = tallying.counts(matching.terms.columns, matching.space, programs, numbers)
    slugs = matching.terms.headings.slugs[numbers]
    counts = zip(slugs, found.tolist(), (candid - found).tolist(), strict=True)
    return tuple(map(_TERM_COUNT, counts))
