"""The vocabulary as HSDS taxonomies: one for each facet, and one for what is said not to hold.

HSDS has no way to say that a term does not hold, and whoever sees the term of an attribute takes
it for a yes. So a no is a term of its own, that nobody can mistake for a yes. Where neither
stands, nobody has said anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from directory.domain.facts import Answer
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_objects import Object, known

LANGUAGE = "en"
DENIED = "not-offered"
TAXONOMIES: Mapping[str, tuple[str, str]] = {
    Facet.CARE: ("Level of care", "How much treatment a program gives, and where."),
    Facet.THERAPY: ("Therapy", "Ways of treating that a program uses."),
    Facet.MEDICATION: ("Medication", "Medications that a program gives or works with."),
    Facet.INSURANCE: ("Ways to pay", "Insurance and other ways to pay that are taken."),
    Facet.FORMAT: ("In person or online", "How people and staff meet."),
    Facet.WHEN: ("Time of day", "When a program's sessions take place."),
    Facet.FOR: ("Made for", "People whom a program is made for."),
    Facet.SUBSTANCE: ("Treats", "Substances and behaviors that a program treats."),
    Facet.LANGUAGE: ("Language", "Languages in which treatment is offered."),
    Facet.SERVICE: ("Other help", "Help beside treatment."),
    Facet.ACCREDITATION: ("Licensed or accredited by", "Who has approved the program."),
    Facet.OWNERSHIP: ("Run by", "Who owns the place."),
    DENIED: ("Reported as not offered", "What a source says does not hold."),
}
SAID = (Answer.YES, Answer.NO)
Said = tuple[Selection, Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Every taxonomy and term, made once; `within` has terms as attributes repeat them."""

    taxonomies: Mapping[str, Object]  # by id
    terms: Mapping[str, Object]  # by id
    said: Mapping[str, Said]  # what each term says, by its id
    within: Mapping[Said, Object]
    places: Mapping[Selection, int]  # in the order that people should read them
    vocabulary: Vocabulary

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        taxonomies = {taxonomy_id(code): _taxonomy(code) for code in TAXONOMIES}
        said = [(about, answer) for answer in SAID for about in vocabulary.terms]
        terms = {one: _term(vocabulary.terms[one[0]], one[1]) for one in said}
        detailed = {
            term["id"]: term | {"taxonomy_detail": taxonomies[term["taxonomy_id"]]}
            for term in terms.values()
        }
        return cls(
            taxonomies=taxonomies,
            terms=detailed,
            said={terms[one]["id"]: one for one in said},
            within=terms,
            places={about: place for place, about in enumerate(vocabulary.terms)},
            vocabulary=vocabulary,
        )

    def saying(self, taxonomy: str) -> frozenset[Said]:
        """What the terms of a taxonomy say, by its id; nothing where there is no such taxonomy."""
        return frozenset(
            self.said[id_] for id_, term in self.terms.items() if term["taxonomy_id"] == taxonomy
        )


def taxonomy_id(code: str) -> str:
    return ids.of("taxonomy", code)


def term_id(about: Selection, answer: Answer = Answer.YES) -> str:
    return ids.of("term", about.facet, about.slug, answer)


def _taxonomy(code: str) -> Object:
    name, description = TAXONOMIES[code]
    return {"id": taxonomy_id(code), "name": name, "description": description}


def _term(term: Term, answer: Answer) -> Object:
    about = term.selection
    if answer is Answer.NO:
        return _object(about, answer, f"No: {term.label}", f"Said not to hold: {term.definition}")
    parent = term_id(Selection(term.facet, term.parent)) if term.parent else None
    return _object(about, answer, term.label, term.definition) | known(parent_id=parent)


def _object(about: Selection, answer: Answer, name: str, description: str) -> Object:
    code = about.facet.value if answer is Answer.YES else DENIED
    return {
        "id": term_id(about, answer),
        "code": about.slug if answer is Answer.YES else f"not-{about.slug}",
        "name": name,
        "description": description,
        "taxonomy": TAXONOMIES[code][0],
        "taxonomy_id": taxonomy_id(code),
        "language": LANGUAGE,
    }
