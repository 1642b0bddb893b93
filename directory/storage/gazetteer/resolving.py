"""What a person means by what they typed as a place."""

import re
from collections.abc import Sequence

from directory.domain import names
from directory.domain.places import Place, Resolution
from directory.storage.gazetteer.atlas import Atlas
from directory.storage.gazetteer.sayings import Sayings
from directory.storage.gazetteer.suggesting import Suggester

MOST_CHOICES = 40  # more than there are towns of any one name
MOST_SUGGESTIONS = 8
_LONGEST = 120  # letters; longer texts name no place and are not worth the time
_ZIP = re.compile(r"(?<![0-9-])(?P<zip>[0-9]{5})(?:[- ]?[0-9]{4})?$")
_BEFORE = (["near"], ["city", "of"], ["town", "of"], ["cerca", "de"])
_COUNTRY = (["usa"], ["us"], ["united", "states"], ["eeuu"], ["estados", "unidos"])


class Resolver:
    def __init__(self, atlas: Atlas, sayings: Sayings) -> None:
        self._atlas = atlas
        self._sayings = sayings
        self._suggester = Suggester(atlas, sayings)

    def resolve(self, text: str) -> Resolution:
        text = text.strip()
        if len(text) > _LONGEST:
            return Resolution()
        code = _ZIP.search(text)
        if code and (zip_ := self._atlas.zips.get(code["zip"])):
            return Resolution(place=zip_.place)
        return self._named(text[: code.start()] if code else text, exact=code is None)

    def _named(self, text: str, *, exact: bool) -> Resolution:
        """Look for a name. One that stood before an unknown ZIP is only a suggestion."""
        words = _bare(names.words(text))
        found = self._meant(words)
        if not found:
            suggestions = self._suggester.near(text, words)
            return Resolution(suggestions=suggestions[:MOST_SUGGESTIONS])
        if not exact:
            return Resolution(suggestions=tuple(found[:MOST_SUGGESTIONS]))
        if len(found) == 1:
            return Resolution(place=found[0])
        return Resolution(choices=tuple(found[:MOST_CHOICES]))

    def _meant(self, words: list[str]) -> Sequence[Place]:
        """Return every place that goes by these words; the first way to read them wins."""
        return self._said_of_several(words) or self._in_a_state(words) or self._in_any_state(words)

    def _said_of_several(self, words: list[str]) -> Sequence[Place]:
        """Return what goes by a nickname; where that leaves a choice, also its namesakes."""
        meant = self._nicknamed(" ".join(words))
        if len(meant) < 2:
            return meant
        folded = names.folded(words)
        named = self._atlas.cities_named(folded, None)
        namesakes = [city.place for city in named if names.fold(city.name) == folded]
        return list(dict.fromkeys((*meant, *namesakes)))

    def _nicknamed(self, said: str, state: str | None = None) -> Sequence[Place]:
        meant = self._sayings.nicknames.get(said, ())
        places = [place for label in meant for place in self._labelled(label)]
        return [place for place in places if state in (None, place.state)]

    def _labelled(self, label: str) -> Sequence[Place]:
        return self._in_a_state(names.words(label))

    def _in_a_state(self, words: list[str]) -> Sequence[Place]:
        for name, state in self._sayings.splits(words):
            found = self._within(name, state) if name else [self._sayings.place(state)]
            if found:
                return found
        return ()

    def _within(self, words: list[str], state: str) -> Sequence[Place]:
        """Read a name whose state is known: county if it says so, then city, then county."""
        folded = names.folded(words)
        cities = [city.place for city in self._atlas.cities_named(folded, state)]
        return (
            self._county(names.of_county(folded), state)
            or (cities if len(cities) == 1 else ())
            or self._nicknamed(" ".join(words), state)
            or self._county(folded, state)
            or cities
        )

    def _in_any_state(self, words: list[str]) -> Sequence[Place]:
        folded = names.folded(words)
        cities = self._atlas.cities_named(folded, None)
        return [city.place for city in cities] or self._county(names.of_county(folded), None)

    def _county(self, folded: str | None, state: str | None) -> Sequence[Place]:
        found = self._atlas.counties_named(folded, state) if folded else ()
        return [county.place for county in found]


def _bare(words: list[str]) -> list[str]:
    """Drop what says nothing about where: near ..., the city of ..., USA."""
    for start in _BEFORE:
        if words[: len(start)] == start:
            words = words[len(start) :]
    for end in _COUNTRY:
        if words[-len(end) :] == end:
            words = words[: -len(end)]
    return words
