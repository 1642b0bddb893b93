"""The filters beside the results: every facet with its choices and what each would find."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.domain.criteria import DEFAULT_RADIUS_MILES, RADIUS_CHOICES, Criteria
from directory.domain.vocabulary import Facet, Term, Vocabulary
from directory.search.hits import TermCount

NOTHING = TermCount(slug="", count=0, not_reported=0)
OPEN_AT_FIRST = (Facet.CARE, Facet.INSURANCE)
# Carried from search to search without a control of their own in the form.
CARRIED = ("older", "sort")
BOXES = ("q", "near", "radius", "page")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    term: Term
    count: int
    not_reported: int
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One facet. `left_out` counts choices that no site here has, which are not worth reading."""

    facet: Facet
    choices: tuple[Choice, ...]
    chosen: int
    left_out: int

    @property
    def is_open(self) -> bool:
        return self.chosen > 0 or self.facet in OPEN_AT_FIRST


def of(
    criteria: Criteria, vocabulary: Vocabulary, counts: Mapping[Facet, tuple[TermCount, ...]]
) -> list[Group]:
    return [_group(criteria, facet, vocabulary, counts.get(facet, ())) for facet in Facet]


def radii(criteria: Criteria) -> list[float]:
    """The distances to choose from, the one in use among them."""
    return sorted({*map(float, RADIUS_CHOICES), chosen_radius(criteria)})


def chosen_radius(criteria: Criteria) -> float:
    return criteria.radius if criteria.radius is not None else DEFAULT_RADIUS_MILES


def asks_hours(criteria: Criteria) -> bool:
    """Whether one of the filters below the facets is in use, and so should be seen."""
    numbers = (criteria.hours_min, criteria.hours_max, criteria.confirmed_within)
    return criteria.accepting or any(number is not None for number in numbers)


def carried(criteria: Criteria) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, value in criteria.as_args()
        if name in CARRIED or name.startswith("not-")
    ]


def carried_to_another_place(criteria: Criteria) -> list[tuple[str, str]]:
    """All of the search but what the boxes hold themselves."""
    return [(name, value) for name, value in criteria.as_args() if name not in BOXES]


def _group(
    criteria: Criteria, facet: Facet, vocabulary: Vocabulary, counts: tuple[TermCount, ...]
) -> Group:
    terms = vocabulary.of_facet(facet)
    choices = tuple(_choices(terms, criteria.chosen(facet), {each.slug: each for each in counts}))
    return Group(
        facet=facet,
        choices=choices,
        chosen=sum(choice.chosen for choice in choices),
        left_out=len(terms) - len(choices),
    )


def _choices(
    terms: tuple[Term, ...], chosen: frozenset[str], counts: Mapping[str, TermCount]
) -> Iterator[Choice]:
    for term in terms:
        found = counts.get(term.slug, NOTHING)
        if found.count or term.slug in chosen:
            yield Choice(
                term=term,
                count=found.count,
                not_reported=found.not_reported,
                chosen=term.slug in chosen,
            )
