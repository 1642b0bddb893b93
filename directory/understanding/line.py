"""Looking around in a sentence from one of its segments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from directory.domain.vocabulary import Facet, Selection
from directory.understanding.lexicon import Role
from directory.understanding.segments import Segment
from directory.understanding.tokens import Token

MEASURED = (
    Role.UNIT,
    Role.MILES,
    Role.KILOMETERS,
    Role.CLINIC,
)  # what numbers count


@dataclass(frozen=True, slots=True)
class Line:
    """The segments with their words, to look around from one of them."""

    segments: Sequence[Segment]
    sentence: Sequence[Token]

    def plays(self, position: int, *roles: Role) -> bool:
        return 0 <= position < len(self.segments) and self.segments[position].plays(*roles)

    def number(self, position: int) -> int | None:
        return self.segments[position].number if 0 <= position < len(self.segments) else None

    def word(self, position: int) -> str:
        inside = 0 <= position < len(self.segments)
        return self.sentence[self.segments[position].first].word if inside else ""

    def glued(self, position: int) -> bool:
        inside = 0 <= position < len(self.segments)
        return inside and self.sentence[self.segments[position].first].glued

    def merged(self, first: int, last: int) -> Segment:
        """Take the segments `first` to `last` as one, of which nothing is known yet."""
        start, end = self.segments[first], self.segments[last]
        term = frozenset({Role.TERM})
        return replace(start, last=end.last, number=None, include=(), exclude=(), roles=term)

    def asking(self, first: int, last: int, facet: Facet, slugs: Iterable[str]) -> Segment:
        include = tuple(Selection(facet, slug) for slug in slugs)
        return replace(self.merged(first, last), include=include)


# What a rule found: the last segment it used, and the segment that takes their place.
Reading = tuple[int, Segment]
Rule = Callable[[Line, int], Reading | None]
