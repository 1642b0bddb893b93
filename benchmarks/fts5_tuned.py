"""SQLite's full-text search as an expert would tune it."""

from collections.abc import Mapping, Sequence

from benchmarks import peers
from benchmarks.fts5 import MASKS, Fts5, mask
from benchmarks.peers import Count, Counts
from directory.domain.vocabulary import Facet


class TunedFts5(Fts5):
    """One mask a facet beside each site: filters and counts are arithmetic on numbers."""

    name = "fts5-tuned"

    def _carried(self) -> str:
        return ", ".join(f"{kind}{place}" for kind in MASKS for place in range(len(self._facets)))

    def _flag(self, terms: Sequence[int]) -> str:
        facet = self._headings.selections[terms[0]].facet
        wanted = mask(terms, self._headings.slices[facet])
        return f"(s.mask{self._facets.index(facet)} & {wanted}) <> 0"

    def _counts(self, needs: Sequence[int], totals: Mapping[int, int]) -> Counts:
        counts: dict[Facet, list[Count]] = {}
        for need, facets in self._alike(needs):
            places = [
                (f"{kind}{self._facets.index(facet)}", numbers.stop - numbers.start)
                for facet in facets
                for numbers in (self._headings.slices[facet],)
                for kind in MASKS
            ]
            sums = [f"sum(({name} >> {bit}) & 1)" for name, width in places for bit in range(width)]
            query = f"select {', '.join(sums)} from m where (f & ?) = ?"
            row = iter(self._database.execute(query, (need, need)).fetchone())
            for facet in facets:
                numbers = self._headings.slices[facet]
                yes, denied = (
                    {number: next(row) or 0 for number in range(numbers.start, numbers.stop)}
                    for _ in MASKS
                )
                counts[facet] = peers.listed(yes, denied, numbers, totals[need])
        return counts
