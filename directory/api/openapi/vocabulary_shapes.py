"""The facets and their entries, as the vocabulary has them today."""

from collections.abc import Iterator

from directory.api.openapi.shapes import TEXT, Schema, one_of, ref
from directory.domain.vocabulary import Facet, Vocabulary

FACETS = {
    Facet.CARE: "level of care",
    Facet.THERAPY: "therapy",
    Facet.MEDICATION: "medication",
    Facet.INSURANCE: "way to pay: a payer class, or an insurer by name",
    Facet.FORMAT: "in person, online, or both",
    Facet.WHEN: "time of day and week, from the sessions of a program",
    Facet.FOR: "group of people that a program is made for",
    Facet.SUBSTANCE: "substance or behavior that is treated",
    Facet.LANGUAGE: "language spoken",
    Facet.SERVICE: "other help",
    Facet.ACCREDITATION: "who licenses or accredits",
    Facet.OWNERSHIP: "who runs it",
}


def schemas(vocabulary: Vocabulary) -> dict[str, Schema]:
    facets = {name_of(facet): _entries(vocabulary, facet) for facet in Facet}
    return {
        "Facet": one_of(facet.value for facet in Facet),
        "Selection": {
            "description": "One entry of one facet, by its public name, which never changes.",
            "type": "object",
            "required": ["facet", "slug"],
            "properties": {"facet": ref("Facet"), "slug": TEXT},
        },
        **facets,
    }


def name_of(facet: Facet) -> str:
    """What the schema of a facet's entries is called."""
    return f"{facet.value.title()}Entry"


def _entries(vocabulary: Vocabulary, facet: Facet) -> Schema:
    return {
        "description": f"A {FACETS[facet]}.",
        "type": "string",
        "oneOf": list(_named(vocabulary, facet)),
    }


def _named(vocabulary: Vocabulary, facet: Facet) -> Iterator[Schema]:
    for term in vocabulary.of_facet(facet):
        yield {"const": term.slug, "title": term.label}
