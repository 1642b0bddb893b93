"""BM25F exactly as Whoosh computes it, for all documents of a word at once."""

from collections.abc import Iterable
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from directory.search.text import schema, segments
from directory.search.text.rowsets import Scores

B, K1 = 0.75, 1.2  # Whoosh's own


class Collection(NamedTuple):
    """What scores depend on beside the document: the whole index, deleted documents too."""

    documents: int
    saturations: dict[str, NDArray[np.float64]]  # by field: K1 and the length norm, by length byte

    @classmethod
    def of(cls, parts: Iterable[segments.Segment]) -> "Collection":
        whole = list(parts)
        count = sum(segment.count for segment in whole)
        names = (*schema.FIELDS, schema.STARTS)
        totals = {name: sum(segment.totals[name] for segment in whole) for name in names}
        lengths = np.where(segments.LENGTHS == 0, 1, segments.LENGTHS)
        return cls(count, {name: _saturation(lengths, totals[name], count) for name in names})

    def rarity(self, holders: int) -> float:
        """Inverse document frequency of a word that so many documents hold."""
        return log(self.documents / (holders + 1)) + 1

    def scores(
        self, field: str, rarity: float, frequencies: NDArray[np.uint16], lengths: NDArray[np.uint8]
    ) -> Scores:
        weights = frequencies * _BOOSTS[field]
        return rarity * ((weights * (K1 + 1)) / (weights + self.saturations[field][lengths]))


def _saturation(lengths: NDArray[np.int64], total: int, count: int) -> NDArray[np.float64]:
    average = total / (count or 1) or 1
    return np.asarray(K1 * ((1 - B) + B * lengths / average), np.float64)


_BOOSTS = {**schema.BOOSTS, schema.STARTS: schema.BOOSTS["name"]}
