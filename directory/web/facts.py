"""What is known of a site, facet by facet, gathered so that each source is named once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from directory.domain.facts import Answer, Source, SourceKind, Statement, settled
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary

Said = Mapping[Selection, list[Statement]]
# Levels of care head the programs, times of day come from their sessions.
SHOWN_ELSEWHERE = (Facet.CARE, Facet.WHEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    source: Source
    reported_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Terms about which the same sources gave the same answer on the same days."""

    answer: Answer
    voices: tuple[Voice, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """A term about which sources disagree; all are shown, the one that counts first."""

    term: Term
    statements: tuple[Statement, ...]

    @property
    def is_own_word(self) -> bool:
        """What counts was said by the place itself."""
        return self.statements[0].source.kind is SourceKind.PROVIDER


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetFacts:
    facet: Facet
    agreements: tuple[Agreement, ...]
    disputes: tuple[Dispute, ...]
    not_reported: tuple[Term, ...] = ()
    is_told_by_programs: bool = False  # each of them states something here, itself

    @property
    def is_silent(self) -> bool:
        return not self.agreements and not self.disputes

    @property
    def is_unknown(self) -> bool:
        return self.is_silent and not self.is_told_by_programs


def of_program(statements: Iterable[Statement], vocabulary: Vocabulary) -> list[FacetFacts]:
    """What is said of one program alone; where it is silent, its provider may speak."""
    said = _by_term(statements)
    found = (_facet(facet, said, vocabulary) for facet in Facet if facet not in SHOWN_ELSEWHERE)
    return [facts for facts in found if not facts.is_silent]


def of_provider(listing: Listing, vocabulary: Vocabulary) -> list[FacetFacts]:
    """What is said of the whole site, and what nobody has said of it or of any of its programs."""
    said = _by_term(listing.statements)
    known = {*said, *(each.about for program in listing.programs for each in program.statements)}
    found = (
        _facet(facet, said, vocabulary, known) for facet in Facet if facet not in SHOWN_ELSEWHERE
    )
    return [
        replace(facts, is_told_by_programs=_each_tells(listing.programs, facts.facet))
        for facts in found
    ]


def _each_tells(programs: Iterable[Program], facet: Facet) -> bool:
    told = [any(said.about.facet is facet for said in each.statements) for each in programs]
    return bool(told) and all(told)


def payers(listing: Listing, vocabulary: Vocabulary) -> list[Term]:
    return offered(listing, vocabulary, Facet.INSURANCE)


def offered(listing: Listing, vocabulary: Vocabulary, facet: Facet) -> list[Term]:
    """What holds for any of the programs, in the order of the vocabulary."""
    accepted = {
        said.about
        for program in listing.programs
        for said in listing.settled_for(program)
        if said.answer is Answer.YES
    }
    return [term for term in vocabulary.of_facet(facet) if term.selection in accepted]


def sources(listing: Listing) -> list[Source]:
    """Everyone who says anything here."""
    said = [*listing.statements, *(each for own in listing.programs for each in own.statements)]
    return sorted({each.source for each in said}, key=lambda source: source.name)


def _facet(
    facet: Facet, said: Said, vocabulary: Vocabulary, known: Iterable[Selection] | None = None
) -> FacetFacts:
    terms = vocabulary.of_facet(facet)
    heard = [(term, said[term.selection]) for term in terms if term.selection in said]
    return FacetFacts(
        facet=facet,
        agreements=tuple(_agreements(heard)),
        disputes=tuple(_disputes(heard)),
        not_reported=()
        if known is None
        else tuple(term for term in terms if term.selection not in known),
    )


def _agreements(heard: list[tuple[Term, list[Statement]]]) -> Iterator[Agreement]:
    grouped: dict[tuple[Answer, tuple[Voice, ...]], list[Term]] = {}
    for term, statements in heard:
        if len({each.answer for each in statements}) == 1:
            voices = tuple(_voices(statements))
            grouped.setdefault((statements[0].answer, voices), []).append(term)
    for (answer, voices), terms in sorted(grouped.items(), key=lambda item: item[0][0] != "yes"):
        yield Agreement(answer=answer, voices=voices, terms=tuple(terms))


def _disputes(heard: list[tuple[Term, list[Statement]]]) -> Iterator[Dispute]:
    for term, statements in heard:
        if len({each.answer for each in statements}) > 1:
            yield Dispute(term=term, statements=tuple(statements))


def _voices(statements: Iterable[Statement]) -> Iterator[Voice]:
    for each in statements:
        yield Voice(source=each.source, reported_on=each.reported_on)


def _by_term(statements: Iterable[Statement]) -> dict[Selection, list[Statement]]:
    """The statements by term, of each term the one that counts first."""
    grouped: dict[Selection, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.about, []).append(statement)
    for heard in grouped.values():
        best = settled(heard)
        heard.sort(key=lambda each: each is not best)
    return grouped
