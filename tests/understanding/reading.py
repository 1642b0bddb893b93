"""How the tests of this folder write down what a sentence asks for."""

from collections.abc import Callable, Collection

from directory.domain.understanding import Understood
from directory.domain.vocabulary import Selection

Explain = Callable[[str], Understood]


def asked(understood: Understood) -> set[str]:
    return written(understood.criteria.include)


def avoided(understood: Understood) -> set[str]:
    return written(understood.criteria.exclude)


def where(understood: Understood) -> str:
    place = understood.criteria.place
    return place.label if place else ""


def written(selections: Collection[Selection]) -> set[str]:
    return {f"{facet}/{slug}" for facet, slug in selections}
