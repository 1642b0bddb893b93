"""What a sentence was taken to mean, piece by piece, so that each can be shown and taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directory.domain.criteria import Criteria
from directory.domain.places import Place
from directory.domain.vocabulary import Facet, Selection


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of the sentence, from the character `start` up to `end`, and what it asks for.

    One phrase may ask for several terms: a "suboxone clinic" for a medication and a level of care.
    A place that is not settled, because several have that name, is `unsettled`.
    """

    start: int
    end: int
    include: tuple[Selection, ...] = ()
    exclude: tuple[Selection, ...] = ()
    place: Place | None = None
    unsettled: bool = False
    radius: float | None = None  # miles
    accepting: bool = False
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        (facet, slug), *more = self._meanings()
        named: dict[str, Any] = {"facet": facet, "slug": slug}
        if more:
            named["also"] = [{"facet": facet, "slug": slug} for facet, slug in more]
        if self.exclude:
            named["excluded"] = True
        return {"start": self.start, "end": self.end, **named}

    def _meanings(self) -> Iterator[tuple[str, str]]:
        for facet, slug in (*self.include, *self.exclude):
            yield facet.value, slug
        if self.place is not None or self.unsettled:
            yield "place", self.place.label if self.place else ""
        if self.radius is not None:
            yield "radius", f"{self.radius:g}"
        if self.accepting:
            yield "accepting", "1"
        if self.text:
            yield "text", self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A word that was searched for instead of the one written."""

    written: str
    meant: str

    def as_json(self) -> dict[str, str]:
        return {"from": self.written, "to": self.meant}


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """`place_choices` are offered, the likeliest first, where a name is that of several places.

    `wants_place`: the sentence says "near me", and nobody is located: ask for a ZIP.
    """

    sentence: str
    criteria: Criteria
    pieces: tuple[Piece, ...] = ()
    corrections: tuple[Correction, ...] = ()
    place_choices: tuple[Place, ...] = ()
    wants_place: bool = False

    def as_json(self) -> dict[str, Any]:
        """Answer as `explain --json` promises."""
        place = self.criteria.place
        return {
            "query": self.sentence,
            "place": place.as_json() if place else None,
            "radius_miles": _plain(self.criteria.radius),
            "place_choices": [choice.as_json() for choice in self.place_choices],
            "include": _by_facet(self.criteria.include),
            "exclude": _by_facet(self.criteria.exclude),
            "text": self.criteria.text,
            "corrections": [correction.as_json() for correction in self.corrections],
            "spans": [piece.as_json() for piece in self.pieces],
            "wants_place": self.wants_place,
        }


def _by_facet(selections: frozenset[Selection]) -> dict[str, list[str]]:
    facets = [facet for facet in Facet if any(named is facet for named, _ in selections)]
    return {
        facet.value: sorted(slug for named, slug in selections if named is facet)
        for facet in facets
    }


def _plain(number: float | None) -> float | int | None:
    """Write 10 rather than 10.0."""
    return int(number) if number is not None and number.is_integer() else number
