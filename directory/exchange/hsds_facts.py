"""What is said of a program or of its whole site, as HSDS attributes and who said so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from directory.domain.facts import Answer, Source, Statement, settled
from directory.domain.listings import Listing, Plan, Program
from directory.domain.schedule import times_of_day
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_objects import Object, known, listed
from directory.exchange.hsds_taxonomies import Catalogue

WHOLE_SITE = frozenset({Facet.OWNERSHIP, Facet.ACCREDITATION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One answer that counts. No source: it follows from what the program says of itself."""

    about: Selection
    answer: Answer
    source: Source | None = None
    reported_on: date | None = None
    value: str = ""  # what is known beside the yes


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers that count for one program or site, in the vocabulary's order."""

    catalogue: Catalogue
    all: tuple[Fact, ...]

    def yes(self, *facets: Facet) -> list[Selection]:
        return [one.about for one in self.all if _holds(one) and one.about.facet in facets]

    def labels(self, *facets: Facet) -> list[str]:
        terms = self.catalogue.vocabulary.terms
        return [terms[about].label for about in self.yes(*facets)]

    def definition(self, facet: Facet, slug: str) -> str:
        """The words of a term that holds; nothing where it does not."""
        about = Selection(facet, slug)
        return self.catalogue.vocabulary.terms[about].definition if about in self.yes(facet) else ""

    def attributes(self, entity: str, entity_id: str) -> list[Object]:
        return [self._attribute(fact, entity, entity_id) for fact in self.all]

    def metadata(self, entity: str, entity_id: str) -> list[Object]:
        """One entry for all that a source said on one day; the codes are those of the terms."""
        voices: dict[tuple[Source, date], list[Fact]] = {}
        for fact in self.all:
            if fact.source and fact.reported_on:
                voices.setdefault((fact.source, fact.reported_on), []).append(fact)
        return [
            _reported(self._codes(facts), source, day, (entity, entity_id))
            for (source, day), facts in voices.items()
        ]

    def _attribute(self, fact: Fact, entity: str, entity_id: str) -> Object:
        term = self.catalogue.within[fact.about, fact.answer]
        return known(
            id=ids.of("attribute", entity_id, term["code"]),
            link_id=entity_id,
            link_entity=entity,
            link_type=fact.about.facet.value,
            taxonomy_term_id=term["id"],
            value=fact.value,
            taxonomy_term=term,
        )

    def _codes(self, facts: Iterable[Fact]) -> Iterator[str]:
        return (self.catalogue.within[fact.about, fact.answer]["code"] for fact in facts)


def of_program(listing: Listing, program: Program, catalogue: Catalogue) -> Facts:
    """Its own settled word, else the site's; then what its level, plans and hours mean."""
    facts = {said.about: _stated(said) for said in listing.settled_for(program)}
    if program.care:
        care = Selection(Facet.CARE, program.care)
        facts.setdefault(care, Fact(about=care, answer=Answer.YES))
    facts.update(_taken(listing.plans))
    facts.update(_times(program))
    return Facts(catalogue, _ordered(facts, catalogue.vocabulary))


def of_site(listing: Listing, catalogue: Catalogue) -> Facts:
    """What is said of the organization itself, whatever it runs."""
    said: dict[Selection, list[Statement]] = {}
    for statement in listing.statements:
        if statement.about.facet in WHOLE_SITE:
            said.setdefault(statement.about, []).append(statement)
    facts = {about: _stated(settled(statements)) for about, statements in said.items()}
    return Facts(catalogue, _ordered(facts, catalogue.vocabulary))


def _holds(fact: Fact) -> bool:
    return fact.answer is Answer.YES


def _ordered(facts: Mapping[Selection, Fact], vocabulary: Vocabulary) -> tuple[Fact, ...]:
    return tuple(facts[about] for about in vocabulary.terms if about in facts)


def _stated(said: Statement) -> Fact:
    return Fact(
        about=said.about, answer=said.answer, source=said.source, reported_on=said.reported_on
    )


def _taken(plans: Iterable[Plan]) -> dict[Selection, Fact]:
    """A named plan stands above what was said of its insurer in general."""
    named: dict[str, list[Plan]] = {}
    for plan in plans:
        named.setdefault(plan.insurer, []).append(plan)
    return {
        (about := Selection(Facet.INSURANCE, insurer)): Fact(
            about=about,
            answer=Answer.YES,
            source=these[0].source,
            reported_on=these[0].confirmed_on,
            value=listed(filter(None, map(plan_words, these))),
        )
        for insurer, these in named.items()
    }


def plan_words(plan: Plan) -> str:
    network = {True: "in network", False: "out of network", None: ""}[plan.in_network]
    since = f"confirmed {plan.confirmed_on.isoformat()}" if plan.confirmed_on else ""
    return ", ".join(filter(None, (plan.kind, network, since)))


def _times(program: Program) -> dict[Selection, Fact]:
    """A program that tells its sessions tells for each time of day whether it meets then."""
    if not program.sessions:
        return {}
    meets = times_of_day(program.sessions)
    times = [Selection(Facet.WHEN, slug) for slug in ("morning", "afternoon", "evening", "weekend")]
    return {
        about: Fact(about=about, answer=Answer.YES if about.slug in meets else Answer.NO)
        for about in times
    }


def _reported(codes: Iterable[str], source: Source, day: date, resource: tuple[str, str]) -> Object:
    type_, id_ = resource
    return {
        "id": ids.of("metadata", id_, source.slug, day),
        "resource_id": id_,
        "resource_type": type_,
        "last_action_date": day.isoformat(),
        "last_action_type": "report",
        "field_name": "attributes",
        "previous_value": "",
        "replacement_value": " ".join(codes),
        "updated_by": source.name,
    }
