"""What someone may have meant whose words name no place."""

from collections.abc import Iterator

from directory.domain import names
from directory.domain.places import Place
from directory.storage.gazetteer import spelling
from directory.storage.gazetteer.atlas import Atlas, City, County
from directory.storage.gazetteer.sayings import Sayings


class Suggester:
    def __init__(self, atlas: Atlas, sayings: Sayings) -> None:
        self._atlas = atlas
        self._sayings = sayings
        self._cities_known = list(atlas.cities)
        self._counties_known = list(atlas.counties)
        self._ways_known = list(sayings.codes)

    def near(self, text: str, words: list[str]) -> tuple[Place, ...]:
        """Return places spelt much like this, the likeliest first."""
        if text.strip().isdigit():
            return self._digit_lost(text.strip())
        found = dict.fromkeys(self._found(text, words))
        return tuple(found)

    def _digit_lost(self, digits: str) -> tuple[Place, ...]:
        # Spreadsheets drop the zero that Boston's ZIPs begin with.
        known = self._atlas.zips.get(digits.zfill(5))
        return (known.place,) if known else ()

    def _found(self, text: str, words: list[str]) -> Iterator[Place]:
        for name, state in self._readings(text, words):
            folded = names.folded(name)
            yield from self._counties(names.of_county(folded), state)
            yield from self._cities(folded, state)
        for way, _ in spelling.near(" ".join(words), self._ways_known):
            yield self._sayings.place(self._sayings.codes[way])
        for name, _ in self._sayings.splits(words):
            yield from self._elsewhere(names.folded(name))

    def _readings(self, text: str, words: list[str]) -> Iterator[tuple[list[str], str | None]]:
        """Tell name and state apart: exactly, else by the comma, the state spelt about right."""
        exact = list(self._sayings.splits(words))
        if exact:
            yield from exact
            return
        name, comma, state = text.rpartition(",")
        if comma:
            for way, _ in spelling.near(" ".join(names.words(state)), self._ways_known):
                yield names.words(name), self._sayings.codes[way]
        yield words, None

    def _cities(self, folded: str, state: str | None) -> Iterator[Place]:
        found = [
            (slips, city)
            for spelt, slips in spelling.near(folded, self._cities_known)
            for city in self._atlas.cities_named(spelt, state)
        ]
        for _, city in sorted(found, key=_likeliest):
            yield city.place

    def _counties(self, folded: str | None, state: str | None) -> Iterator[Place]:
        found = [
            (slips, county)
            for spelt, slips in spelling.near(folded or "", self._counties_known)
            for county in self._atlas.counties_named(spelt, state)
        ]
        for _, county in sorted(found, key=_likeliest):
            yield county.place

    def _elsewhere(self, folded: str) -> Iterator[Place]:
        for city in self._atlas.cities_named(folded, None) if folded else ():
            yield city.place


def _likeliest(found: tuple[int, City | County]) -> tuple[int, int, str]:
    slips, place = found
    return slips, -place.size, place.state
