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
from directory.understanding.placing import Certainty, PlaceFinder
from directory.understanding.states import Spot
from directory.understanding.tokens import Token

SHORTEST, TWO_SLIPS, LONGEST = 4, 8, 30  # letters
MOST = 12  # words looked at in one sentence: a long text is not proofread
CANDIDATES = 8
LOOK_BACK = 3  # words before it that may belong to the same phrase or name
_SOUNDS = str.maketrans({**dict.fromkeys("aeiouyhw"), "c": "k", "q": "k", "z": "s", "x": "k"})


class Speller:
    """`known`: words that are right as they stand, whatever they mean."""

    def __init__(self, book: Phrasebook, places: PlaceFinder, names: Names) -> None:
        self._book = book
        self._places = places
        self._known = book.lexicon.words | places.words | book.english | book.proper | names.words
        self._phrases = _by_length(word for word in book.lexicon.words if word.isalpha())
        self._names = _by_start(places.words | places.states.words)

    def corrected(self, sentence: Sequence[Token]) -> tuple[list[Token], list[Correction]]:
        """Return the sentence as it was probably meant, and what was changed in it."""
        meant = list(sentence)
        corrections = []
        doubted = 0
        for position, token in enumerate(sentence):
            if doubted < MOST and self._is_doubtful(meant, position):
                doubted += 1
                if better := self._better(meant, position):
                    meant[position] = replace(token, word=better)
                    corrections.append(Correction(written=token.written, meant=better))
        return meant, corrections

    def _is_doubtful(self, sentence: Sequence[Token], position: int) -> bool:
        word = sentence[position].word
        if word in self._book.meant:
            return True
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return False
        return word not in self._known or self._is_misplaced(sentence, position)

    def _is_misplaced(self, sentence: Sequence[Token], position: int) -> bool:
        """Recognize Pittsburg, PA: a town of that name exists, but not in that state."""
        word = sentence[position].word
        elsewhere = word in self._book.lexicon.words or word in self._book.english
        if elsewhere or not self._places.states.begins(sentence, position + 1):
            return False
        return not any(self._placed(sentence, position))

    def _placed(self, sentence: Sequence[Token], position: int) -> Iterator[bool]:
        for start in range(max(0, position - LOOK_BACK), position + 1):
            found = self._places.placed(sentence, start)
            yield found is not None and found.end > position

    def _better(self, sentence: Sequence[Token], position: int) -> str | None:
        word = sentence[position].word
        if word in self._book.meant:
            return tokens.fold(self._book.meant[word])
        best: tuple[int, ...] = (0,)
        better = None
        for candidate, slips in self._candidates(word):
            changed = [*sentence]
            changed[position] = replace(sentence[position], word=candidate)
            fit = self._fit(changed, position)
            alike = _skeleton(candidate) == _skeleton(word)
            rank = (fit, alike, -slips) if fit else (0,)
            if rank > best:
                best, better = rank, candidate
        return better

    def _candidates(self, word: str) -> list[tuple[str, int]]:
        slips = 2 if len(word) >= TWO_SLIPS else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        phrases = [known for length in lengths for known in self._phrases.get(length, ())]
        found = {}
        for known in (phrases, self._names.get(word[0], [])):
            near = process.extract(
                word, known, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES
            )
            found.update({spelling: int(distance) for spelling, distance, _ in near})
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
                fit = max(fit, _fit_of(found.certainty, self._places.size(found), near=near))
        return fit


def _fit_of(certainty: Certainty, size: int, *, near: bool) -> int:
    if certainty is Certainty.STATE:
        return 35
    return 20 + near if size > 1 or near else 0


def _by_length(words: Iterator[str]) -> dict[int, list[str]]:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST - 1:
            grouped[len(word)].append(word)
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
