"""The sentence cut into phrases, places, numbers and single words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from directory.domain.vocabulary import Facet, Selection
from directory.understanding.lexicon import Entry, Lexicon, Role
from directory.understanding.names import Names
from directory.understanding.placing import ZIP_DIGITS, Found, PlaceFinder
from directory.understanding.states import Spot
from directory.understanding.tokens import Token


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """Words `first` up to `last`. A word without a role is one that no phrase explains."""

    first: int
    last: int
    roles: frozenset[Role] = frozenset()
    include: tuple[Selection, ...] = ()
    exclude: tuple[Selection, ...] = ()
    denied: tuple[Selection, ...] = ()
    number: int | None = None
    radius: float | None = None
    found: Found | None = None
    apart: bool = False  # punctuation stands before it

    def plays(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def asks(self) -> bool:
        return bool(self.include or self.exclude)

    @property
    def facets(self) -> frozenset[Facet]:
        return frozenset(facet for facet, _ in (*self.include, *self.exclude, *self.denied))

    @property
    def is_open(self) -> bool:
        """No phrase, place or number explains it."""
        return not self.roles and self.found is None and self.number is None

    def silenced(self) -> "Segment":
        """The same words, understood to ask for nothing."""
        return replace(self, include=(), exclude=(), denied=(), roles=frozenset({Role.FILLER}))


@dataclass(frozen=True, slots=True)
class Cutter:
    lexicon: Lexicon
    places: PlaceFinder
    names: Names

    def cut(self, sentence: Sequence[Token]) -> list[Segment]:
        said = [token.word for token in sentence]
        shouting = _shouts(sentence)
        stretches = _stretches(sentence)
        segments: list[Segment] = []
        start = 0
        while start < len(sentence):
            near = bool(segments) and segments[-1].plays(Role.NEAR, Role.MILES)
            spot = Spot(start, near, shouting=shouting)
            segment = self._next(sentence, said, spot, stretches[start])
            segments.append(segment)
            start = segment.last
        return segments

    def _next(
        self, sentence: Sequence[Token], said: Sequence[str], spot: Spot, within: range
    ) -> Segment:
        start = spot.start
        end, entry = self.lexicon.longest(said, start, within) or (start, None)
        found = self.places.at(sentence, replace(spot, phrase=end))
        apart = sentence[start].apart
        named = self._named(said, start)
        if named > max(end, found.end if found else 0):
            searched = frozenset({Role.SEARCHED})
            return Segment(first=start, last=named, roles=searched, apart=apart)
        if found is not None and _prevails(found, end, entry):
            return Segment(first=start, last=found.end, found=found, apart=apart)
        if entry is not None:
            return _phrase(start, end, entry, sentence)
        return _word(start, sentence)

    def _named(self, said: Sequence[str], start: int) -> int:
        """Return where a known provider's name ends, if it has a word that is nobody else's."""
        end = self.names.longest(said, start)
        own = any(word not in self.lexicon.words for word in said[start:end])
        return end if own else start


def _prevails(found: Found, end: int, entry: Entry | None) -> bool:
    """A name told with its state beats a phrase as long as itself; others must be longer."""
    if entry is None or found.end > end:
        return True
    return found.end == end and not entry.include


def _phrase(start: int, end: int, entry: Entry, sentence: Sequence[Token]) -> Segment:
    return Segment(
        first=start,
        last=end,
        roles=entry.roles,
        include=entry.include,
        exclude=entry.exclude,
        denied=entry.denied,
        number=entry.value,
        apart=sentence[start].apart,
    )


def _word(start: int, sentence: Sequence[Token]) -> Segment:
    """Take a number or a word that no phrase has. Five digits that are no ZIP ask for one."""
    token = sentence[start]
    digits = len(token.word) if token.word.isdecimal() else 0
    number = int(token.word) if 0 < digits <= ZIP_DIGITS else None
    roles = frozenset({Role.HERE} if digits == ZIP_DIGITS else ())
    return Segment(first=start, last=start + 1, roles=roles, number=number, apart=token.apart)


def _stretches(sentence: Sequence[Token]) -> list[range]:
    """Return for each word the stretch between two commas that it stands in."""
    begins = [at for at, token in enumerate(sentence) if token.apart and at]
    bounds = pairwise([0, *begins, len(sentence)])
    return [range(first, last) for first, last in bounds for _ in range(first, last)]


def _shouts(sentence: Sequence[Token]) -> bool:
    """Say whether most is in capitals, so that they tell nothing."""
    long = [token for token in sentence if len(token.word) > 3]
    return bool(long) and sum(token.shouted for token in long) * 2 > len(long)
