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
from directory.search.hits import TermCount
from directory.search.matching import Matching

_TERM_COUNT = partial(tuple.__new__, TermCount)  # its own `_make` takes half as long again


def facets(matching: Matching) -> Mapping[Facet, tuple[TermCount, ...]]:
    """Count for every facet, in the order of the vocabulary."""
    headings = matching.terms.headings
    chosen = [one.name for one in matching.conditions if isinstance(one.name, Facet)]
    asked = [(matching.programs, slice(0, len(headings.selections)))]
    asked += [(matching.without(facet), headings.slices[facet]) for facet in chosen]
    common, *others = tallying.counts(matching.terms.columns, matching.space, asked)
    shared = _told(headings.slugs, common)
    counts = {facet: shared[numbers] for facet, numbers in headings.slices.items()}
    for facet, own in zip(chosen, others, strict=True):
        counts[facet] = _told(headings.slugs[headings.slices[facet]], own)
    return counts


def _told(slugs: tuple[str, ...], counts: tallying.Counts) -> tuple[TermCount, ...]:
    found, candid = counts
    told = zip(slugs, found.tolist(), (candid - found).tolist(), strict=True)
    return tuple(map(_TERM_COUNT, told))
