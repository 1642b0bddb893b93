"""What the engines compared have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cos, radians
from typing import Protocol

from benchmarks.asking import Asked
from benchmarks.collection import Flat
from directory.domain.criteria import RADIUS_CHOICES
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

TOP = 20

FEW = 5  # sites; below it, words, circle and place are given up in turn

Count = tuple[int, int]  # sites that say yes to a term, sites that are silent about it
Counts = Mapping[Facet, Sequence[Count]]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a page of results needs of an engine."""

    total: int
    ids: Sequence[int]  # the best twenty
    reasons: Sequence[Sequence[int]] = ()  # for each of them, which of the terms asked it has
    counts: Counts = field(default_factory=dict)  # by facet, in the order of the vocabulary
    without: Mapping[Facet, int] = field(default_factory=dict)  # sites if a facet were not asked
    wider: Mapping[str, int] = field(default_factory=dict)  # and words, circle, place, when few


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    def answer(self, asked: Asked) -> Answer: ...


class Peer(Engine, Protocol):
    """An engine that takes flat documents."""

    def build(self, flats: Iterable[Flat]) -> None: ...

    def change(self, flat: Flat) -> None:
        """Put one document in place of its older self, so that the next search finds it."""
        ...


def by_facet(terms: Sequence[int], headings: Headings) -> dict[Facet, list[int]]:
    """Numbers of terms by their facet."""
    return {
        facet: chosen
        for facet, numbers in headings.slices.items()
        if (chosen := [term for term in terms if numbers.start <= term < numbers.stop])
    }


def box(asked: Asked, radius: float) -> tuple[float, float, float, float]:
    """South, north, west and east of a square around the circle."""
    height = radius / 69.0
    width = radius / (69.0 * max(0.1, cos(radians(asked.latitude))))
    north, east = asked.latitude, asked.longitude
    return north - height, north + height, east - width, east + width


def wider(asked: Asked, total: int, count: Callable[[Asked], int]) -> dict[str, int]:
    """What giving up the words, the place or the circle would find, where few are found."""
    if total >= FEW:
        return {}
    found = {}
    if asked.words:
        found["words"] = count(replace(asked, words=(), phrase=False))
    if asked.radius is not None or asked.state:
        found["place"] = count(replace(asked, radius=None, state=""))
    if asked.radius is not None:
        found["circle"] = _next_ring(asked, asked.radius, total, count)
    return found


def _next_ring(asked: Asked, radius: float, total: int, count: Callable[[Asked], int]) -> int:
    rings = (replace(asked, radius=float(ring)) for ring in RADIUS_CHOICES if ring > radius)
    return next((more for ring in rings if (more := count(ring)) > total), total)


def listed(
    yes: Mapping[int, int], denied: Mapping[int, int], numbers: slice, total: int
) -> list[Count]:
    """The counts of one facet, given who says yes and no to each of its numbers."""
    return [
        (said, total - said - denied.get(number, 0))
        for number in range(numbers.start, numbers.stop)
        for said in (yes.get(number, 0),)
    ]
