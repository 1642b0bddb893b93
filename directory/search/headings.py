"""Which number every term of the vocabulary has in the columns, and what it brings with it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary


@dataclass(frozen=True)
class Headings:
    """Terms numbered facet by facet, so that a facet is one slice of the columns."""

    selections: tuple[Selection, ...]
    slugs: tuple[str, ...]
    numbers: Mapping[Selection, int]
    slices: Mapping[Facet, slice]
    lineages: tuple[tuple[int, ...], ...]  # by number: itself and every parent above it
    classes: Mapping[int, int]  # insurer: the payer class it implies
    digest: str  # changes when columns built for another vocabulary cannot be read with this one

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Headings":
        terms = [term for facet in Facet for term in vocabulary.of_facet(facet)]
        numbers = {term.selection: number for number, term in enumerate(terms)}
        return cls(
            selections=tuple(numbers),
            slugs=tuple(term.slug for term in terms),
            numbers=numbers,
            slices=_slices(terms),
            lineages=tuple(tuple(_lineage(term, vocabulary, numbers)) for term in terms),
            classes=dict(_classes(terms, numbers)),
            digest=_digest(terms),
        )


def _slices(terms: list[Term]) -> dict[Facet, slice]:
    facets = [term.facet for term in terms]
    return {
        facet: slice(facets.index(facet), facets.index(facet) + facets.count(facet))
        for facet in Facet
        if facet in facets
    }


def _lineage(
    term: Term | None, vocabulary: Vocabulary, numbers: Mapping[Selection, int]
) -> Iterator[int]:
    while term is not None:
        yield numbers[term.selection]
        term = vocabulary.get(term.facet, term.parent) if term.parent else None


def _classes(terms: list[Term], numbers: Mapping[Selection, int]) -> Iterator[tuple[int, int]]:
    for term in terms:
        if term.implies:
            yield numbers[term.selection], numbers[Selection(term.facet, term.implies)]


def _digest(terms: list[Term]) -> str:
    shape = repr([(term.facet.value, term.slug, term.parent, term.implies) for term in terms])
    return hashlib.sha256(shape.encode()).hexdigest()
