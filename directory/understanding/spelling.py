"""The word that was probably meant by one that does not exist."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.domain.understanding import Correction
from directory.understanding import tokens
from directory.understanding.lexicon import Role
from directory.understanding.names import Names
from directory.understanding.phrasebook import Phrasebook
from directory.understanding.placing import Certainty, Found, PlaceFinder
from directory.understanding.states import Spot
from directory.understanding.tokens import Token

SHORTEST, TWO_SLIPS, LONGEST = 4, 8, 30  # letters
MOST = 12  # words looked at in one sentence: a long text is not proofread
CANDIDATES = 8
LOOK_BACK = 3  # words before it that may belong to the same phrase or name
_SOUNDS = str.maketrans({**dict.fromkeys("aeiouyhw"), "c": "k", "q": "k", "z": "s", "x": "k"})


class Speller:
    def __init__(self, book: Phrasebook, places: PlaceFinder) -> None:
        self._book = book
        self._places = places
        self._known = (book.lexicon.words, places.words, book.english, book.proper)
        self._phrases = _by_shape(word for word in book.lexicon.words if word.isalpha())
        self._names = _by_start(places.words | places.states.words)

    def corrected(
        self, sentence: Sequence[Token], names: Names
    ) -> tuple[list[Token], list[Correction]]:
        """Return the sentence as it was probably meant, and what was changed in it.

        A word that exists stays, be it only in a provider's name.
        """
        meant = list(sentence)
        corrections = []
        doubted = 0
        for position, token in enumerate(sentence):
            if token.word in names.words or doubted == MOST:
                continue
            if self._is_doubtful(meant, position):
                doubted += 1
                if better := self._better(meant, position, names):
                    written = better.capitalize() if token.capital else better
                    meant[position] = replace(token, word=better, written=written)
                    corrections.append(Correction(written=token.written, meant=better))
        return meant, corrections

    def _is_doubtful(self, sentence: Sequence[Token], position: int) -> bool:
        word = sentence[position].word
        if word in self._book.meant:
            return True
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return False
        known = any(word in words for words in self._known)
        return not known or self._is_misplaced(sentence, position)

    def _is_misplaced(self, sentence: Sequence[Token], position: int) -> bool:
        """Recognize Pittsburg, PA: a town of that name exists, but not in that state."""
        word = sentence[position].word
        elsewhere = word in self._book.lexicon.words or word in self._book.english
        if elsewhere or not any(self._places.states.behind(sentence, position + 1)):
            return False
        return not any(self._placed(sentence, position))

    def _placed(self, sentence: Sequence[Token], position: int) -> Iterator[bool]:
        for start in range(max(0, position - LOOK_BACK), position + 1):
            found = self._places.placed(sentence, start)
            yield found is not None and found.end > position

    def _better(self, sentence: Sequence[Token], position: int, names: Names) -> str | None:
        word = sentence[position].word
        if word in self._book.meant:
            return tokens.fold(self._book.meant[word])
        best: tuple[int, ...] = (0,)
        better = None
        for candidate, slips in self._candidates(word, names):
            changed = [*sentence]
            changed[position] = replace(sentence[position], word=candidate)
            fit = self._fit(changed, position) or (candidate in names.words)
            alike = _skeleton(candidate) == _skeleton(word)
            rank = (fit, alike, -slips) if fit else (0,)
            if rank > best:
                best, better = rank, candidate
        return better

    def _candidates(self, word: str, names: Names) -> list[tuple[str, int]]:
        slips = 2 if len(word) >= TWO_SLIPS else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        phrases = [self._phrases.get((word[0], length), []) for length in lengths]
        found = {}
        for known in (*phrases, self._names.get(word[0], []), names.words_starting(word[0])):
            near = process.extract(
                word, known, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES
            )
            found.update({spelling: int(distance) for spelling, distance, _ in near})
        found.pop(word, None)
        return list(found.items())

    def _fit(self, sentence: Sequence[Token], position: int) -> int:
        """Say how well the word goes with those around it; 0 if not at all."""
        return max(self._fit_of_phrase(sentence, position), self._fit_of_place(sentence, position))

    def _fit_of_phrase(self, sentence: Sequence[Token], position: int) -> int:
        said = [token.word for token in sentence[max(0, position - LOOK_BACK) : position + 6]]
        here = min(position, LOOK_BACK)
        fit = 0
        for start in range(here + 1):
            end, entry = self._book.lexicon.longest(said, start) or (start, None)
            if entry is not None and end > here:
                asks = entry.include or entry.exclude or Role.NOT in entry.roles
                fit = max(fit, (30 if asks else 10) + end - start)
        return fit

    def _fit_of_place(self, sentence: Sequence[Token], position: int) -> int:
        if any(self._placed(sentence, position)):
            return 40
        fit = 0
        for start in range(max(0, position - LOOK_BACK), position + 1):
            near = start > 0 and sentence[start - 1].word in ("in", "near", "en", "from")
            found = self._places.at(sentence, Spot(start, near))
            if found is not None and found.end > position:
                fit = max(fit, _fit_of(found, sentence[position], near=near))
        return fit


def _fit_of(found: Found, token: Token, *, near: bool) -> int:
    """A city without its state fits, unless the word may well be somebody's name."""
    if found.certainty is Certainty.STATE:
        return 35
    name = token.capital and len(token.word) < TWO_SLIPS
    return 20 + near if near or (found.size > 1 and not name) else 0


def _by_shape(words: Iterator[str]) -> dict[tuple[str, int], list[str]]:
    """Group by first letter, which is seldom wrong, and length."""
    grouped: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST - 1:
            grouped[word[0], len(word)].append(word)
    return dict(grouped)


def _by_start(words: frozenset[str]) -> dict[str, list[str]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST - 1:
            grouped[word[0]].append(word)
    return dict(grouped)


def _skeleton(word: str) -> str:
    """Return the consonants one hears: medicade and medicaid have the same."""
    sounds = word.replace("ph", "f").translate(_SOUNDS)
    return "".join(sound for at, sound in enumerate(sounds) if sounds[at - 1 : at] != sound)
