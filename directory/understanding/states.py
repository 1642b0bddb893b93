"""States in a sentence, told from the words that their letters also are: or, in, me, hi, ok."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.domain.places import Place
from directory.storage.gazetteer import Gazetteer
from directory.understanding.phrasebook import Phrasebook
from directory.understanding.tokens import Token

LONGEST = 4  # words, in "District of Columbia" and its like
LOS_ANGELES = "la"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to look.

    `near`: a word like "in" stands before. `phrase`: where a phrase ends that the lexicon knows
    here. `shouting`: capitals mean nothing in this sentence.
    """

    start: int
    near: bool = False
    phrase: int = 0
    shouting: bool = False


class StateFinder:
    def __init__(self, gazetteer: Gazetteer, book: Phrasebook) -> None:
        self._sayings = gazetteer.sayings
        self._towns = gazetteer.atlas.cities
        self._book = book
        self.words = frozenset(word for way in self._sayings.codes for word in way.split())

    def place(self, code: str) -> Place:
        return self._sayings.place(code)

    def names(self, said: Sequence[Token]) -> bool:
        """Say whether these words, and no others, are a state's."""
        return any(end == len(said) for end, _ in self._codes(said, 0)) if said else False

    def behind(self, sentence: Sequence[Token], start: int) -> Iterator[tuple[int, str]]:
        """Read a state behind a city's name: where it ends, and its two letters."""
        for end, code in self._codes(sentence, start):
            if self._is_behind(sentence, start, end):
                yield end, code

    def alone(self, sentence: Sequence[Token], spot: Spot) -> tuple[int, str] | None:
        """Read a state that no city's name stands before."""
        for end, code in self._codes(sentence, spot.start):
            if spot.phrase <= end and self._is_alone(sentence, spot, end):
                return end, code
        return None

    def _codes(self, sentence: Sequence[Token], start: int) -> Iterator[tuple[int, str]]:
        for end in range(min(len(sentence), start + LONGEST), start, -1):
            code = self._sayings.codes.get(" ".join(token.word for token in sentence[start:end]))
            if code:
                yield end, code

    def _is_behind(self, sentence: Sequence[Token], start: int, end: int) -> bool:
        """Tell "portland or" from "portland or seattle", "gary in" from "gary in the evening"."""
        token = sentence[start]
        if token.word not in self._book.state_words or token.apart or token.shouted:
            return True
        said = [token.word for token in sentence[start : end + 4]]
        phrase = self._book.lexicon.longest(said, 0)
        if phrase is not None and start + phrase[0] > end:
            return False
        return end == len(sentence) or not self._names_town(sentence[end])

    def _names_town(self, token: Token) -> bool:
        return token.word in self._towns and token.word not in self._book.lexicon.words

    def _is_alone(self, sentence: Sequence[Token], spot: Spot, end: int) -> bool:
        token = sentence[spot.start]
        if token.word == LOS_ANGELES:
            return False
        if end > spot.start + 1 or token.word not in self._book.state_words:
            return True
        last = end == len(sentence) or sentence[end].apart
        inside = spot.start > 0 and sentence[spot.start - 1].word in ("in", "near")
        written_large = token.shouted and not spot.shouting
        if inside and (last or written_large):
            return True
        said_often = token.word in self._book.spoken_states
        return written_large and (not said_often or (last and spot.start > 0))
