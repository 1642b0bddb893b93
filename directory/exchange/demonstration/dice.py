"""Chance that can be repeated."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
ZIPF_SHIFT = 12  # Mandelbrot's: keeps the first few words of a list from drowning the rest


class Dice(Random):
    def throw_for(self, seed: int, number: int) -> None:
        """Start over for one listing, so that it does not depend on those before it."""
        self.seed((seed << 40) + number)

    def chance(self, percent: float) -> bool:
        return self.random() * 100 < percent

    def one(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """A few different ones; several times quicker than `sample` where they are few."""
        chosen: dict[int, None] = {}
        while len(chosen) < number:
            chosen[int(self.random() * len(items))] = None
        return [items[position] for position in chosen]

    def between(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))


class Weighted(Generic[T]):
    """Things of which some come up more often."""

    def __init__(self, pairs: Iterable[tuple[float, T]]) -> None:
        weighed = list(pairs)
        self._items = [item for _, item in weighed]
        self._sums = list(accumulate(weight for weight, _ in weighed))
        self._total = self._sums[-1]

    def draw(self, dice: Dice) -> T:
        return self._items[bisect(self._sums, dice.random() * self._total)]


def zipf(words: Sequence[str], size: int) -> tuple[str, ...]:
    """Repeat each word as often as its rank lets it occur, so that `one` draws by Zipf's law."""
    shares = [1 / (rank + ZIPF_SHIFT) for rank in range(1, len(words) + 1)]
    scale = size / sum(shares)
    return tuple(
        word
        for word, share in zip(words, shares, strict=True)
        for _ in range(max(1, round(share * scale)))
    )
