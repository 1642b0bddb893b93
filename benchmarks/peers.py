"""What the engines compared have in common."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Protocol

from benchmarks.asking import Asked
from benchmarks.collection import Flat
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

TOP = 20

Counts = Mapping[Facet, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    ids: Sequence[int]  # the best twenty
    counts: Counts  # by facet, in the order of the vocabulary


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
