"""What a mapping file says that columns and their values mean, as terms of the vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.domain.vocabulary import Claim, Facet, Selection, Vocabulary
from directory.exchange.labels import folded
from directory.exchange.mapping_section import Section, nearest
from directory.exchange.text import folded_name

ANY = "any"
NOT = "not "
IGNORE = "ignore"  # a value that says nothing, and is not worth keeping
TOGETHER = " + "
Claims = tuple[Claim, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Meaning:
    """Of one column: a term that its yes or no is about, or the facets its values belong to.

    `values` are by folded text; `together` replaces values that stand in one cell.
    """

    column: str  # folded
    label: str  # as the mapping writes it
    claim: Claim | None
    facets: tuple[Facet, ...]
    values: Mapping[str, Claims]
    ignored: frozenset[str]
    together: tuple[tuple[frozenset[str], Claims], ...]


def meanings(terms: Section, values: Section, vocabulary: Vocabulary) -> Iterator[Meaning]:
    """Raises MappingError on whatever the vocabulary does not know."""
    for column in values.content:
        if column not in terms.content:
            raise values.fault(f'"{column}"', "explains a column that [terms] does not name")
    for column in terms.content:
        target = terms.text(column)
        said = values.within(column)
        plain = {value: _claims(said, value, vocabulary) for value in said.content}
        yield Meaning(
            column=folded_name(column),
            label=column,
            claim=_claim(terms, column, target, vocabulary) if "/" in target else None,
            facets=() if "/" in target else _facets(terms, column, target),
            values={folded(value): claims for value, claims in plain.items()},
            ignored=frozenset(map(folded, _ignored(said))),
            together=tuple(
                (frozenset(map(folded, value.split(TOGETHER))), claims)
                for value, claims in plain.items()
                if TOGETHER in value
            ),
        )


def _facets(section: Section, column: str, target: str) -> tuple[Facet, ...]:
    if target == ANY:
        return tuple(Facet)
    names = [facet.value for facet in Facet]
    if target not in names:
        why = f"should name a facet, a term as facet/slug, or {ANY}{nearest(target, names)}"
        raise section.fault(f'"{column}"', why)
    return (Facet(target),)


def _ignored(section: Section) -> list[str]:
    return [value for value, target in section.content.items() if target == IGNORE]


def _claims(section: Section, value: str, vocabulary: Vocabulary) -> Claims:
    """An empty text is for values that are known to mean no term."""
    return tuple(
        _claim(section, value, target, vocabulary)
        for target in section.texts(value)
        if target not in ("", IGNORE)
    )


def _claim(section: Section, key: str, target: str, vocabulary: Vocabulary) -> Claim:
    facet, _, slug = target.removeprefix(NOT).partition("/")
    known = {f"{term.facet}/{term.slug}": term.selection for term in vocabulary}
    selection: Selection | None = known.get(f"{facet}/{slug}")
    if selection is None:
        raise section.fault(f'"{key}"', f"names {target}, which is no term{nearest(target, known)}")
    return Claim(selection, denies=target.startswith(NOT))
