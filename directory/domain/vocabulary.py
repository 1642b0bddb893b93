"""The words that programs are described and filtered with, as `data/vocabulary/` defines them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Self

from directory.domain import names
from directory.domain.editing import DataError


class Facet(StrEnum):
    CARE = "care"
    THERAPY = "therapy"
    MEDICATION = "medication"
    INSURANCE = "insurance"
    FORMAT = "format"
    WHEN = "when"
    FOR = "for"
    SUBSTANCE = "substance"
    LANGUAGE = "language"
    SERVICE = "service"
    ACCREDITATION = "accreditation"
    OWNERSHIP = "ownership"


class Selection(NamedTuple):
    """One entry of one facet, by its public name."""

    facet: Facet
    slug: str


class VocabularyError(DataError):
    """The vocabulary's files contradict themselves; the message names the file's facet and slug."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One entry of a facet.

    `codes` are SAMHSA's, as CATEGORY:CODE, whose presence means yes; `denying_codes` mean no.
    """

    facet: Facet
    slug: str
    label: str
    label_es: str
    short: str  # for chips and narrow screens
    short_es: str
    definition: str
    definition_es: str
    synonyms: tuple[str, ...] = ()
    synonyms_es: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    denying_codes: tuple[str, ...] = ()
    parent: str | None = None
    asam: str = ""  # level number, or a range of them
    asam_edition: int | None = None
    implies: str | None = None  # a payer class that accepting this insurer means
    source: str = ""  # the public authority the definition follows, with the day it was read

    @property
    def selection(self) -> Selection:
        return Selection(self.facet, self.slug)

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to say it, the label first."""
        return (self.label, self.label_es, *self.synonyms, *self.synonyms_es)


@dataclass(frozen=True)
class Claim:
    """What a source's code says about a term."""

    selection: Selection
    denies: bool


@dataclass(frozen=True)
class Vocabulary:
    """Every term of every facet, in the order people should read them."""

    terms: Mapping[Selection, Term]
    claims: Mapping[str, tuple[Claim, ...]]  # by CATEGORY:CODE
    _children: Mapping[Selection, tuple[Selection, ...]] = field(repr=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `<facet>.toml` for every facet. Raises VocabularyError on any contradiction."""
        return cls.of(term for facet in Facet for term in _read(folder / f"{facet}.toml", facet))

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Self:
        known: dict[Selection, Term] = {}
        facets: dict[str, Facet] = {}
        for term in terms:
            if term.slug in facets:
                used = f"it stands in {facets[term.slug]} already"
                raise VocabularyError(f"{term.facet}: the slug {term.slug} is used twice; {used}.")
            facets[term.slug] = term.facet
            known[term.selection] = term
        _check_references(known)
        _check_names(known.values())
        children: dict[Selection, list[Selection]] = {}
        for term in known.values():
            if term.parent:
                parent = Selection(term.facet, term.parent)
                children.setdefault(parent, []).append(term.selection)
        return cls(known, _claims(known.values()), {k: tuple(v) for k, v in children.items()})

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def get(self, facet: Facet, slug: str) -> Term | None:
        return self.terms.get(Selection(facet, slug))

    def of_facet(self, facet: Facet) -> tuple[Term, ...]:
        return tuple(term for term in self if term.facet is facet)

    def children(self, selection: Selection) -> tuple[Selection, ...]:
        return self._children.get(selection, ())

    def with_children(self, selection: Selection) -> tuple[Selection, ...]:
        """The term and everything below it: asking for a parent means any of its children."""
        return (selection, *self.children(selection))


_NEEDED = ("slug", "label", "label_es", "definition", "definition_es")
_KEYS = {known.name for known in fields(Term)} - {"facet"}
_LISTS = {known.name for known in fields(Term) if known.default == ()}


def _read(path: Path, facet: Facet) -> Iterator[Term]:
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("term", [])
    except (OSError, ValueError) as error:
        raise VocabularyError(f"{path.name} cannot be read: {error}") from error
    for entry in entries:
        yield _term(facet, entry)


def _term(facet: Facet, entry: Mapping[str, Any]) -> Term:
    fault = next(_faults(entry), None)
    if fault:
        raise VocabularyError(f"{facet}: {entry.get('slug', 'a term without slug')} {fault}.")
    shorts = {"short": entry["label"], "short_es": entry["label_es"]}
    lists = {name: tuple(value) for name, value in entry.items() if name in _LISTS}
    return Term(**{**shorts, **entry, **lists, "facet": facet})


def _faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for name in _NEEDED:
        if not entry.get(name):
            yield f"has no {name}"
    for name in sorted(entry.keys() - _KEYS):
        yield f"says {name}, which is no part of a term"
    for name, value in entry.items():
        if isinstance(value, list) != (name in _LISTS):
            yield f"should give {name} as {'a list' if name in _LISTS else 'one value'}"


def _check_references(terms: Mapping[Selection, Term]) -> None:
    for term in terms.values():
        for slug in (term.parent, term.implies):
            if slug and Selection(term.facet, slug) not in terms:
                raise VocabularyError(f"{term.facet}: {term.slug} names {slug}, which is missing.")
        if term.parent and terms[Selection(term.facet, term.parent)].parent:
            raise VocabularyError(f"{term.facet}: {term.slug} lies below a term with a parent.")


def _check_names(terms: Iterable[Term]) -> None:
    """Let a phrase mean one term of a facet. It may mean terms of several facets at once."""
    owners: dict[tuple[Facet, str], Term] = {}
    for term in terms:
        for name in term.names:
            owner = owners.setdefault((term.facet, " ".join(names.words(name))), term)
            if owner is not term:
                slugs = f"{owner.slug} and {term.slug}"
                raise VocabularyError(f"{term.facet}: {slugs} are both called “{name}”.")


def _claims(terms: Iterable[Term]) -> dict[str, tuple[Claim, ...]]:
    """Gather the codes. Two facets may read one code; within a facet it belongs to one term."""
    claims: dict[str, tuple[Claim, ...]] = {}
    for term in terms:
        for code in (*term.codes, *term.denying_codes):
            others = claims.get(code, ())
            if any(other.selection.facet is term.facet for other in others):
                raise VocabularyError(f"{term.facet}: {term.slug} claims {code}, claimed before.")
            claim = Claim(term.selection, denies=code in term.denying_codes)
            claims[code] = (*others, claim)
    return claims
