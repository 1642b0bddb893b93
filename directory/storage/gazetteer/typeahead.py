"""Places whose names begin as someone has begun to write."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import nsmallest

from directory.domain import names
from directory.domain.places import Place
from directory.storage.gazetteer.atlas import Atlas, City
from directory.storage.gazetteer.sayings import Sayings

_AFTER = "\U0010ffff"  # sorts behind every letter


class Typeahead:
    def __init__(self, atlas: Atlas, sayings: Sayings) -> None:
        self._atlas = atlas
        self._sayings = sayings

    def places(self, text: str, limit: int) -> tuple[Place, ...]:
        if text.strip().isdigit():
            return self._zips(text.strip(), limit)
        return tuple(city.place for city in self._cities(text, limit))

    @cached_property
    def _codes(self) -> list[str]:
        return sorted(self._atlas.zips)

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self._atlas.cities)

    def _zips(self, digits: str, limit: int) -> tuple[Place, ...]:
        found = _beginning(self._codes, digits)
        return tuple(self._atlas.zips[code].place for code in found[:limit])

    def _cities(self, text: str, limit: int) -> list[City]:
        found = dict.fromkeys(self._matching(text))
        return nsmallest(limit, found, key=lambda city: (-city.size, city.name, city.state))

    def _matching(self, text: str) -> Iterator[City]:
        name, _, state = text.partition(",")
        yield from self._named(names.words(name), " ".join(names.words(state)))
        for start, code in self._sayings.splits(names.words(name)):
            yield from self._named(start, code.casefold())

    def _named(self, words: list[str], state: str) -> Iterator[City]:
        # "st" may become Stamford as well as Saint Paul.
        for beginning in {" ".join(words), names.folded(words)} - {""}:
            for name in _beginning(self._names, beginning):
                yield from self._in(state, self._atlas.cities[name])

    def _in(self, state: str, cities: Iterable[City]) -> Iterator[City]:
        codes = self._sayings.beginning(state) if state else None
        return (city for city in cities if codes is None or city.state in codes)


def _beginning(ordered: list[str], start: str) -> list[str]:
    return ordered[bisect_left(ordered, start) : bisect_left(ordered, start + _AFTER)]
