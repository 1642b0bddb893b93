"""Finds the names of places in a sentence: ZIP, city or county with its state, state, city."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from directory.domain import names
from directory.domain.places import Place
from directory.storage.gazetteer import Gazetteer
from directory.understanding.phrasebook import Phrasebook
from directory.understanding.states import Spot, StateFinder
from directory.understanding.tokens import Token

LONGEST_NAME = 6  # words, in "Hot Springs National Park Village"
ZIP_DIGITS = 5
DISTRICT = "DC"  # spoken of as a city
PARTS = {"northern", "southern", "eastern", "western", "central", "upstate", "downstate"}
LARGE = 3  # ZIPs from which a city is meant though its name is a common word


class Certainty(IntEnum):
    """How sure it is that a place is named, the surest last."""

    STATE = 1
    BARE = 2  # a city or county without its state
    NAMED = 3  # with it
    ZIP = 4


@dataclass(frozen=True, slots=True)
class Found:
    """`places`: those the name may mean, the largest first, which has `size` ZIPs.

    `end`: the word behind it.
    """

    end: int
    certainty: Certainty
    places: tuple[Place, ...]
    size: int = 0

    @property
    def state(self) -> str:
        return self.places[0].state


class PlaceFinder:
    def __init__(self, gazetteer: Gazetteer, book: Phrasebook) -> None:
        self._gazetteer = gazetteer
        self._atlas = gazetteer.atlas
        self._nicknames = gazetteer.sayings.nicknames
        self._book = book
        self.states = StateFinder(gazetteer, book)
        named = (*self._atlas.cities, *self._atlas.aliases, *self._atlas.counties)
        self.words = frozenset(word for name in named for word in name.split())
        self._first = self.words | {said.split()[0] for said in self._nicknames}

    def at(self, sentence: Sequence[Token], spot: Spot) -> Found | None:
        """Return the place whose name begins at this word."""
        start = spot.start
        if sentence[start].word.isdecimal():
            return self._zip(sentence, start)
        return self.placed(sentence, start) or self._alone(sentence, spot)

    def placed(self, sentence: Sequence[Token], start: int) -> Found | None:
        """Return a city or county that is told by its state, too."""
        for end in self._ends(sentence, start):
            for behind, state in self.states.behind(sentence, end):
                said = [token.word for token in sentence[start:end]]
                if places := self._within(said, state):
                    return Found(behind, Certainty.NAMED, places)
        return None

    def _zip(self, sentence: Sequence[Token], start: int) -> Found | None:
        code = sentence[start].word
        place = self._gazetteer.zip(code) if len(code) == ZIP_DIGITS else None
        if place is None:
            return None
        plus_four = start + 1 < len(sentence) and _continues_zip(sentence[start + 1])
        return Found(start + 1 + plus_four, Certainty.ZIP, (place,))

    def _ends(self, sentence: Sequence[Token], start: int) -> Iterator[int]:
        """Where a name that begins here may end, the farthest first."""
        word = sentence[start].word
        if word in self._first or names.folded([word]) in self._first:
            yield from range(min(len(sentence), start + LONGEST_NAME), start, -1)

    def _within(self, said: list[str], state: str) -> tuple[Place, ...]:
        folded = names.folded(said)
        if county := names.of_county(folded):
            return self._gazetteer.county(county, state) or self._nicknamed(said, state)
        cities = self._gazetteer.cities(folded, state)
        settled = cities if len(cities) == 1 else ()
        return settled or self._nicknamed(said, state) or cities

    def _nicknamed(self, said: Sequence[str], state: str | None = None) -> tuple[Place, ...]:
        name = " ".join(said)
        if name not in self._nicknames:
            return ()
        meant = self._gazetteer.resolve(name)
        places = (meant.place,) if meant.place else tuple(meant.choices)
        return tuple(place for place in places if state in (None, place.state))

    def _alone(self, sentence: Sequence[Token], spot: Spot) -> Found | None:
        """Return the longest of a state, a county and a city without its state."""
        state = self.states.alone(sentence, spot)
        for end in self._ends(sentence, spot.start):
            if state is not None and end <= state[0] and state[1] != DISTRICT:
                break
            if places := self._bare(sentence, spot, end):
                return Found(end, Certainty.BARE, places, self._size(places[0].city or ""))
        if state is None:
            return None
        return Found(state[0], Certainty.STATE, (self.states.place(state[1]),))

    def _bare(self, sentence: Sequence[Token], spot: Spot, end: int) -> tuple[Place, ...]:
        said = [token.word for token in sentence[spot.start : end]]
        nickname = " ".join(said) in self._nicknames
        if spot.phrase >= end and not (spot.near and nickname):
            return ()
        folded = names.folded(said)
        if nickname:
            return self._by_nickname(sentence, spot, said)
        if county := names.of_county(folded):
            return self._gazetteer.county(county) if said[-1] != "co" else ()
        return self._cities(sentence, spot, end)

    def _by_nickname(
        self, sentence: Sequence[Token], spot: Spot, said: list[str]
    ) -> tuple[Place, ...]:
        token = sentence[spot.start]
        if said != [token.word] or token.word not in self._book.state_words:
            return self._nicknamed(said)
        clear = spot.near or (token.shouted and not spot.shouting)
        return self._nicknamed(said)[:1] if clear else ()

    def _cities(self, sentence: Sequence[Token], spot: Spot, end: int) -> tuple[Place, ...]:
        folded = names.folded(token.word for token in sentence[spot.start : end])
        alone = end == spot.start + 1
        by_alias = (spot.near or not alone) and folded in self._atlas.aliases
        known = by_alias or folded in self._atlas.cities or folded in self._atlas.together
        known = known and not self._is_part_of_state(sentence[spot.start : end])
        if not known or (alone and not self._may_be_city(sentence[spot.start], spot, folded)):
            return ()
        return self._gazetteer.cities(folded)

    def _is_part_of_state(self, named: Sequence[Token]) -> bool:
        """Recognize Northern Virginia, which the post calls a suburb."""
        return named[0].word in PARTS and self.states.names(named[1:])

    def _may_be_city(self, token: Token, spot: Spot, folded: str) -> bool:
        """A single word that is common, too, is a city only where something says so."""
        if len(folded) <= 2 or (token.word in self._book.not_places and not spot.near):
            return False
        if token.word not in self._book.english:
            return True
        size = self._size(folded)
        capital = token.capital and not spot.shouting
        own = spot.near and capital and folded in self._atlas.cities
        return size >= LARGE - spot.near or own

    def _size(self, name: str) -> int:
        cities = self._atlas.cities.get(names.fold(name), ())
        return max((city.size for city in cities), default=0)


def _continues_zip(token: Token) -> bool:
    return token.word.isdecimal() and len(token.word) == len("1234") and not token.apart
