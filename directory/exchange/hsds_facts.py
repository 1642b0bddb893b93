"""What is said of a program or of its whole site, as HSDS attributes and who said so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from directory.domain.facts import Answer, Source, Statement, settled
from directory.domain.listings import Listing, Plan, Program
from directory.domain.schedule import times_of_day
from directory.domain.vocabulary import Facet, Selection
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_objects import Object, known, listed
from directory.exchange.hsds_taxonomies import Catalogue

WHOLE_SITE = frozenset({Facet.OWNERSHIP, Facet.ACCREDITATION})
TIMES = tuple(
    Selection(Facet.WHEN, slug) for slug in ("morning", "afternoon", "evening", "weekend")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Inferred:
    """An answer that nobody stated: it follows from what the listing says otherwise."""

    about: Selection
    answer: Answer
    source: Source | None = None
    reported_on: date | None = None
    value: str = ""  # what is known beside the yes


Said = Mapping[Selection, Statement | Inferred]


class Facts:
    """The answers that count for one program or site, one for each term."""

    def __init__(self, catalogue: Catalogue, said: Said) -> None:
        self.catalogue = catalogue
        self._said = said

    @cached_property
    def all(self) -> list[Statement | Inferred]:
        """In the vocabulary's order."""
        places = self.catalogue.places
        return sorted(self._said.values(), key=lambda one: places[one.about])

    def beside(self, others: "Facts") -> "Facts":
        """Those that the others do not have, or have otherwise."""
        known = others._said
        more = {about: one for about, one in self._said.items() if known.get(about) != one}
        return Facts(self.catalogue, more)

    def yes(self, facet: Facet) -> list[Selection]:
        places = self.catalogue.places
        said = self._said.values()
        found = [one.about for one in said if one.about[0] is facet and one.answer is Answer.YES]
        return sorted(found, key=lambda about: places[about]) if len(found) > 1 else found

    def labels(self, facet: Facet) -> list[str]:
        terms = self.catalogue.vocabulary.terms
        return [terms[about].label for about in self.yes(facet)]

    def definition(self, facet: Facet, slug: str) -> str:
        """The words of a term that holds; nothing where it does not."""
        about = Selection(facet, slug)
        one = self._said.get(about)
        holds = one is not None and one.answer is Answer.YES
        return self.catalogue.vocabulary.terms[about].definition if holds else ""

    def attributes(self, entity: str, entity_id: str) -> list[Object]:
        return [self._attribute(one, entity, entity_id) for one in self.all]

    def metadata(self, entity: str, entity_id: str) -> list[Object]:
        """One entry for all that a source said on one day; the codes are those of the terms."""
        voices: dict[tuple[str, date], list[Statement | Inferred]] = {}
        names: dict[str, str] = {}
        for one in self.all:
            if one.source and one.reported_on:
                names[one.source.slug] = one.source.name
                voices.setdefault((one.source.slug, one.reported_on), []).append(one)
        return [
            {"id": ids.of("metadata", entity_id, slug, day)}
            | _reported(self._codes(said), (names[slug], day), (entity, entity_id))
            for (slug, day), said in voices.items()
        ]

    def _attribute(self, one: Statement | Inferred, entity: str, entity_id: str) -> Object:
        term = self.catalogue.within[one.about, one.answer]
        attribute = {
            "id": ids.of("attribute", entity_id, term["code"]),
            "link_id": entity_id,
            "link_entity": entity,
            "link_type": one.about.facet.value,
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        return attribute | known(value=one.value) if isinstance(one, Inferred) else attribute

    def _codes(self, said: Iterable[Statement | Inferred]) -> Iterator[str]:
        return (self.catalogue.within[one.about, one.answer]["code"] for one in said)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is said of one site, settled once for all of its programs."""

    catalogue: Catalogue
    stated: Said
    taken: Said  # the insurers whose plans are named

    @classmethod
    def of(cls, listing: Listing, catalogue: Catalogue) -> Self:
        return cls(catalogue, _settled(listing.statements), _taken(listing.plans))

    def of_organization(self) -> Facts:
        """What is said of the organization itself, whatever it runs."""
        said = {about: one for about, one in self.stated.items() if about.facet in WHOLE_SITE}
        return Facts(self.catalogue, said)

    def of_every_program(self) -> Facts:
        """What a program inherits that says nothing itself."""
        return Facts(self.catalogue, {**self.stated, **self.taken})

    def of_program(self, program: Program) -> Facts:
        """Its own word, else the site's; then what its level, plans and hours mean."""
        said = {**self.stated, **_settled(program.statements)}
        if program.care:
            care = Selection(Facet.CARE, program.care)
            said.setdefault(care, Inferred(about=care, answer=Answer.YES))
        return Facts(self.catalogue, said | {**self.taken, **_times(program)})


def plan_words(plan: Plan) -> str:
    network = {True: "in network", False: "out of network", None: ""}[plan.in_network]
    since = f"confirmed {plan.confirmed_on.isoformat()}" if plan.confirmed_on else ""
    return ", ".join(filter(None, (plan.kind, network, since)))


def _settled(statements: Iterable[Statement]) -> dict[Selection, Statement | Inferred]:
    counting: dict[Selection, Statement] = {}
    for one in statements:
        other = counting.setdefault(one.about, one)
        if other is not one:
            counting[one.about] = settled((other, one))
    return dict(counting)


def _taken(plans: Iterable[Plan]) -> Said:
    """A named plan stands above what was said of its insurer in general."""
    named: dict[str, list[Plan]] = {}
    for plan in plans:
        named.setdefault(plan.insurer, []).append(plan)
    return {
        (about := Selection(Facet.INSURANCE, insurer)): Inferred(
            about=about,
            answer=Answer.YES,
            source=these[0].source,
            reported_on=these[0].confirmed_on,
            value=listed(filter(None, map(plan_words, these))),
        )
        for insurer, these in named.items()
    }


def _times(program: Program) -> Said:
    """A program that tells its sessions tells for each time of day whether it meets then."""
    if not program.sessions:
        return {}
    meets = times_of_day(program.sessions)
    return {
        about: Inferred(about=about, answer=Answer.YES if about.slug in meets else Answer.NO)
        for about in TIMES
    }


def _reported(codes: Iterable[str], voice: tuple[str, date], resource: tuple[str, str]) -> Object:
    name, day = voice
    type_, id_ = resource
    return {
        "resource_id": id_,
        "resource_type": type_,
        "last_action_date": day.isoformat(),
        "last_action_type": "report",
        "field_name": "attributes",
        "previous_value": "",
        "replacement_value": " ".join(codes),
        "updated_by": name,
    }
