"""Completes what someone has begun to type: a place, a term or a provider's name."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.domain.places import Place
from directory.domain.vocabulary import Facet, Vocabulary
from directory.services.read_signs import SignReader
from directory.storage.gazetteer import Gazetteer
from directory.storage.signs import Sign
from directory.understanding import tokens

LIMIT = 8
LONGEST = 60  # letters; nobody types more before looking up
MOST_LOOKED_AT = 2000  # names that begin alike; more would cost more than a keystroke may
_AFTER = "\U0010ffff"  # sorts behind every letter


class Kind(StrEnum):
    PLACE = "place"
    THERAPY = "therapy"
    INSURANCE = "insurance"
    MEDICATION = "medication"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`value` is what the search parameter takes: a place as `near` has it, or a slug."""

    kind: Kind
    value: str
    label: str


class _Line(NamedTuple):
    """One way to begin: the words from somewhere in a name on. `depth`: how far in it stands."""

    words: str
    depth: int
    order: int  # of the suggestion among all


class _Lines:
    """Ways to begin, sorted, so that a beginning is found by halving."""

    def __init__(self, named: Iterable[tuple[Suggestion, Iterable[str]]]) -> None:
        self._suggestions: list[Suggestion] = []
        lines: list[_Line] = []
        for suggestion, names in named:
            for name in names:
                lines += _beginnings(name, len(self._suggestions))
            self._suggestions.append(suggestion)
        self._lines = sorted(lines)
        self._words = [line.words for line in self._lines]

    def beginning(self, start: str, limit: int) -> list[Suggestion]:
        first, last = bisect_left(self._words, start), bisect_left(self._words, start + _AFTER)
        looked_at = self._lines[first : min(last, first + MOST_LOOKED_AT)]
        ordered = sorted(looked_at, key=lambda line: (line.depth, line.order, line.words))
        found = dict.fromkeys(line.order for line in ordered)
        return [self._suggestions[order] for order in islice(found, limit)]


def _beginnings(name: str, order: int) -> Iterator[_Line]:
    words = tokens.words(name)
    for depth in range(len(words)):
        yield _Line(" ".join(words[depth:]), depth, order)


class Suggester:
    """Kept open by a running app and shared by its threads."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, signs: SignReader) -> None:
        self._gazetteer = gazetteer
        self._signs = signs
        self._known: Sequence[Sign] = ()
        self._providers = _Lines(())
        self._terms = {
            (kind, spanish): _Lines(_named_terms(kind, vocabulary, spanish=spanish))
            for kind in (Kind.THERAPY, Kind.INSURANCE, Kind.MEDICATION)
            for spanish in (False, True)
        }

    def prepare(self, session: Session) -> None:
        """Read the providers' names now, so that no first keystroke waits for them."""
        self._names(session)

    def suggest(
        self, session: Session, kind: Kind, text: str, *, spanish: bool = False, limit: int = LIMIT
    ) -> list[Suggestion]:
        """Return what begins so, the likeliest first. `spanish`: labels in that language."""
        start = " ".join(tokens.words(text[:LONGEST]))
        if not start:
            return []
        match kind:
            case Kind.PLACE:
                return list(self._places(text[:LONGEST], start, limit))
            case Kind.PROVIDER:
                return self._names(session).beginning(start, limit)
        return self._terms[kind, spanish].beginning(start, limit)

    def _places(self, text: str, start: str, limit: int) -> Iterator[Suggestion]:
        states = (self._gazetteer.sayings.place(code) for code in self._states(start))
        counties = self._gazetteer.county(text) if "count" in start or "condado" in start else ()
        places = (*counties, *self._gazetteer.prefix(text, limit))
        found = dict.fromkeys((*places[: limit - 1], *states, *places[limit - 1 :]))
        for place in islice(found, limit):
            yield Suggestion(Kind.PLACE, place.label, _told_apart(place))

    def _states(self, start: str) -> list[str]:
        return nsmallest(2, self._gazetteer.sayings.beginning(start)) if len(start) > 1 else []

    def _names(self, session: Session) -> _Lines:
        known = self._signs.read(session)
        if known is not self._known:
            self._providers = _Lines((_suggested(sign), (sign.name,)) for sign in known)
            self._known = known
        return self._providers


def _told_apart(place: Place) -> str:
    """Show a ZIP's city with it."""
    return f"{place.zip} {place.city}, {place.state}" if place.zip else place.label


def _named_terms(
    kind: Kind, vocabulary: Vocabulary, *, spanish: bool
) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
    for term in vocabulary.of_facet(Facet(kind.value)):
        label = term.label_es if spanish else term.label
        names = (*term.names, term.short, term.short_es)
        yield Suggestion(kind, term.slug, label), names


def _suggested(sign: Sign) -> Suggestion:
    where = f" ({sign.city}, {sign.state})" if sign.city else ""
    return Suggestion(Kind.PROVIDER, sign.slug, f"{sign.name}{where}")
