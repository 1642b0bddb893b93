"""A sentence in, what it asks for out. Rules and phrases only: nothing is sent, nothing guessed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Self

from directory.domain.criteria import Criteria
from directory.domain.understanding import Correction, Piece, Understood
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.storage.gazetteer import Gazetteer
from directory.understanding import numbers, scope, tokens, whereabouts
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


class Understanding:
    """Made once, then shared: understanding a sentence changes nothing here."""

    def __init__(
        self, book: Phrasebook, vocabulary: Vocabulary, gazetteer: Gazetteer, names: Names
    ) -> None:
        places = PlaceFinder(gazetteer, book)
        self._vocabulary = vocabulary
        self._speller = Speller(book, places, names)
        self._cutter = Cutter(book.lexicon, places, names)
        self._naming = Naming(book.english)

    @classmethod
    def load(cls, vocabulary: Vocabulary, gazetteer: Gazetteer, names: Iterable[str] = ()) -> Self:
        """Read the phrases. `names` are those of the providers that exist."""
        return cls(Phrasebook.load(vocabulary), vocabulary, gazetteer, Names(names))

    def understand(self, sentence: str, *, exact: bool = False) -> Understood:
        """Return what is asked for. `exact` takes every word as it is written."""
        written = tokens.tokens(sentence)
        meant, corrections = (written, []) if exact else self._speller.corrected(written)
        segments = self._read(meant)
        where = whereabouts.settled(each.found for each in segments if each.found)
        include, exclude = self._selections(segments)
        criteria = Criteria(
            text=self._naming.text(segments, written),
            place=where.place,
            radius=next((each.radius for each in segments if each.radius), None),
            include=include,
            exclude=exclude,
        )
        return Understood(
            sentence=sentence,
            criteria=criteria,
            pieces=tuple(_pieces(segments, written)),
            corrections=tuple(_telling(corrections, segments, meant)),
            place_choices=where.choices,
            wants_place=where.place is None and any(each.plays(Role.HERE) for each in segments),
        )

    def _read(self, sentence: Sequence[Token]) -> list[Segment]:
        segments = self._naming.named(self._cutter.cut(sentence), sentence)
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
        return not among.isdisjoint(self._vocabulary.children(selection))


def _with_clinics(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Read "methadone clinic", however the medication is called, as that kind of care, too."""
    for position, segment in enumerate(segments):
        slugs = {slug for facet, slug in segment.include if facet is Facet.MEDICATION}
        behind = segments[position + 1] if position + 1 < len(segments) else None
        if slugs & DISPENSED and behind is not None and behind.plays(Role.CLINIC):
            include = tuple(dict.fromkeys((*segment.include, MEDICATION_TREATMENT)))
            segment = replace(segment, include=include)
        yield segment


def _pieces(segments: Iterable[Segment], sentence: Sequence[Token]) -> Iterator[Piece]:
    for segment in segments:
        if segment.asks or segment.radius or segment.found:
            yield Piece(
                start=sentence[segment.first].start,
                end=sentence[segment.last - 1].end,
                include=segment.include,
                exclude=segment.exclude,
                radius=segment.radius,
                place=segment.found.places[0] if segment.found else None,
            )


def _telling(
    corrections: Iterable[Correction], segments: Sequence[Segment], sentence: Sequence[Token]
) -> Iterator[Correction]:
    """Leave out corrections of words that ask for nothing either way."""
    counted = {
        token.word
        for segment in segments
        if segment.asks or segment.found or not segment.plays(Role.FILLER)
        for token in sentence[segment.first : segment.last]
    }
    return (each for each in corrections if each.meant in counted)
