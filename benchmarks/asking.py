"""What every engine is asked, drawn from the sites themselves, the same in every run."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.collection import Flat
from directory.domain.vocabulary import Facet, Selection
from directory.search.headings import Headings
from directory.search.text import words

COMMONEST = 12
RADII = (25.0, 50.0, 100.0)
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Terms of one facet are alternatives; all facets must hold."""

    words: tuple[str, ...] = ()
    phrase: bool = False  # the words follow one another
    misspelt: bool = False  # by one letter
    terms: tuple[int, ...] = ()
    state: str = ""  # with a radius: online programs for it are looked for elsewhere too
    zip: str = ""  # of the middle, where one asks by name
    latitude: float = 0.0
    longitude: float = 0.0
    radius: float | None = None
    counts: bool = True  # of every facet, without its own terms


Jobs = dict[str, list[Asked]]


def jobs(flats: Sequence[Flat], headings: Headings, each: int) -> Jobs:
    """`whole` and `broad` are what the search page asks; most others are words alone.

    `whole-online` is `whole` with online programs for the searcher's state beside it, which only
    this project's engine looks for.
    """
    return _Asking(flats, headings).jobs(each)


class _Asking:
    def __init__(self, flats: Sequence[Flat], headings: Headings) -> None:
        self._random = Random(7)
        self._flats = flats
        self._sample = self._random.sample(list(flats), min(len(flats), 4000))
        self._headings = headings
        texts = [set(_WORD.findall(flat.texts[-1].lower())) for flat in self._sample]
        # Words that only some engines leave out of their index would make for other answers.
        counted = Counter(word for text in texts for word in text if words.stem(word))
        shares = {word: number / len(texts) for word, number in counted.items()}
        self._common = sorted(word for word, share in shares.items() if 0.15 <= share <= 0.7)
        self._known = sorted(word for word, share in shares.items() if 0.02 <= share <= 0.1)
        self._rare = sorted(word for word, share in shares.items() if 0.0008 <= share <= 0.004)

    def jobs(self, each: int) -> Jobs:
        return {
            "whole": [replace(self._whole(), state="") for _ in range(each)],
            "whole-online": [self._whole() for _ in range(each)],
            "broad": [self._broad() for _ in range(each)],
            "filters": [self._filters() for _ in range(each)],
            "word": [self._words(self._common, 1) for _ in range(each)],
            "rare": [self._words(self._rare, 1) for _ in range(each)],
            "words": [self._words(self._known, 2) for _ in range(each)],
            "phrase": [self._phrase() for _ in range(each)],
            "misspelt": [self._misspelt() for _ in range(each)],
        }

    def _whole(self) -> Asked:
        """A word, two therapies, an insurance, around a site."""
        site = self._random.choice(self._sample)
        return Asked(
            words=(self._random.choice(self._common),),
            terms=self._some(Facet.THERAPY, 2) + self._some(Facet.INSURANCE, 1),
            state=site.state,
            zip=site.zip,
            latitude=min(site.latitude, 71.0),
            longitude=site.longitude,
            radius=self._random.choice(RADII),
        )

    def _broad(self) -> Asked:
        word = self._random.choice(self._common)
        return Asked(words=(word,), terms=self._some(Facet.THERAPY, 1))

    def _filters(self) -> Asked:
        """No words: two therapies and an insurance in a state."""
        terms = self._some(Facet.THERAPY, 2) + self._some(Facet.INSURANCE, 1)
        return Asked(terms=terms, state=self._random.choice(self._sample).state)

    def _words(self, among: list[str], number: int) -> Asked:
        return Asked(words=tuple(self._random.sample(among, number)), counts=False)

    def _phrase(self) -> Asked:
        """Two words that follow one another somewhere."""
        while True:
            text = _WORD.findall(self._random.choice(self._sample).texts[-1].lower())
            start = self._random.randrange(max(1, len(text) - 1))
            pair = tuple(text[start : start + 2])
            if len(pair) == 2 and all(word in self._common + self._known for word in pair):
                return Asked(words=pair, phrase=True, counts=False)

    def _misspelt(self) -> Asked:
        """A known word with one letter of its middle left out."""
        word = self._random.choice([word for word in self._known if len(word) > 5])
        middle = self._random.randrange(2, len(word) - 2)
        return Asked(words=(word[:middle] + word[middle + 1 :],), misspelt=True, counts=False)

    def _some(self, facet: Facet, number: int) -> tuple[int, ...]:
        """Of the twelve that most sites have; no named insurer, which only ours reads between."""
        numbers = self._headings.slices[facet]
        counted = Counter(
            term
            for flat in self._sample
            for term in flat.terms
            if numbers.start <= term < numbers.stop and term not in self._headings.classes
        )
        held = sorted(term for term, _ in counted.most_common(COMMONEST))
        return tuple(sorted(self._random.sample(held, number)))

    def selection(self, number: int) -> Selection:
        return self._headings.selections[number]
