"""A sentence in, what it asks for out. Rules and phrases only: nothing is sent, nothing guessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from directory.domain.criteria import Criteria
from directory.domain.understanding import Understood
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.gazetteer import Gazetteer
from directory.understanding import numbers, pieces, scope, tokens, whereabouts
from directory.understanding.leftovers import Naming
from directory.understanding.lexicon import Role
from directory.understanding.names import Names
from directory.understanding.phrasebook import Phrasebook
from directory.understanding.placing import PlaceFinder
from directory.understanding.segments import Cutter, Segment
from directory.understanding.spelling import Speller
from directory.understanding.tokens import Token

MEDICATION_TREATMENT = Selection(Facet.CARE, "medication-treatment")
DISPENSED = {"methadone", "buprenorphine", "naltrexone"}  # what a clinic for medication gives


@dataclass(frozen=True, slots=True, repr=False)
class Understanding:
    """Made once, then shared: understanding a sentence changes nothing here."""

    vocabulary: Vocabulary
    book: Phrasebook
    places: PlaceFinder
    speller: Speller
    names: Names

    @classmethod
    def load(cls, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Self:
        """Read the phrases. Raises PhraseError where they contradict the vocabulary."""
        book = Phrasebook.load(vocabulary)
        places = PlaceFinder(gazetteer, book)
        return cls(vocabulary, book, places, Speller(book, places), Names())

    def knowing(self, names: Iterable[str]) -> Self:
        """Return the same with the names of the providers that exist."""
        return replace(self, names=Names(names))

    def understand(self, sentence: str, *, exact: bool = False) -> Understood:
        """Return what is asked for. `exact` takes every word as it is written."""
        written = tokens.tokens(sentence)
        meant, corrections = (written, []) if exact else self.speller.corrected(written, self.names)
        segments = self._read(meant)
        where = whereabouts.settled(each.found for each in segments if each.found)
        include, exclude = self._selections(segments)
        left = Naming(self.book, self.names).left(segments, meant)
        criteria = Criteria(
            text=" ".join(pieces.written(segment, meant) for segment in left),
            place=where.place,
            radius=next((each.radius for each in segments if each.radius), None),
            include=include,
            exclude=exclude,
            accepting=any(each.plays(Role.ACCEPTING) for each in segments),
        )
        return Understood(
            sentence=sentence,
            criteria=criteria,
            pieces=tuple(pieces.told(segments, left, where, meant)),
            corrections=tuple(pieces.telling(corrections, segments, meant)),
            place_choices=where.choices,
            wants_place=where.place is None and any(each.plays(Role.HERE) for each in segments),
        )

    def _read(self, sentence: Sequence[Token]) -> list[Segment]:
        cutter = Cutter(self.book.lexicon, self.places, self.names)
        segments = Naming(self.book, self.names).named(cutter.cut(sentence), sentence)
        segments = numbers.read(list(_with_clinics(segments)), sentence)
        return scope.applied(segments)

    def _selections(
        self, segments: Sequence[Segment]
    ) -> tuple[frozenset[Selection], frozenset[Selection]]:
        exclude = frozenset(each for segment in segments for each in segment.exclude)
        include = {each for segment in segments for each in segment.include} - exclude
        broader = {each for each in include if self._is_narrowed(each, include)}
        return frozenset(include - broader), exclude

    def _is_narrowed(self, selection: Selection, among: set[Selection]) -> bool:
        """Whoever says residential, and long-term residential, means the latter."""
        return not among.isdisjoint(self.vocabulary.children(selection))


def _with_clinics(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Read "methadone clinic", however the medication is called, as that kind of care, too."""
    for position, segment in enumerate(segments):
        slugs = {slug for facet, slug in segment.include if facet is Facet.MEDICATION}
        behind = segments[position + 1] if position + 1 < len(segments) else None
        if slugs & DISPENSED and behind is not None and behind.plays(Role.CLINIC):
            include = tuple(dict.fromkeys((*segment.include, MEDICATION_TREATMENT)))
            segment = replace(segment, include=include)
        yield segment
