"""What several listings answer about the terms of a facet: yes, no, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from directory.domain.facts import Answer, Statement
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection, Term, Vocabulary

Settled = Mapping[Selection, Statement]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """`only` names the programs it holds for, where it does not hold for all of the listing's."""

    term: Term
    is_shared: bool  # every listing answers the same
    only: tuple[Program, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """`not_reported` are terms that another of the listings tells of."""

    yes: tuple[Said, ...]
    no: tuple[Said, ...]
    not_reported: tuple[Said, ...]
    since: date | None  # the oldest day on which any of it was said
    differs: bool  # a yes or no meets the opposite in another cell

    @property
    def is_silent(self) -> bool:
        return not self.yes and not self.no


def cells(listings: Sequence[Listing], vocabulary: Vocabulary, facet: Facet) -> list[Cell]:
    told = [_Told(listing) for listing in listings]
    terms = [
        term
        for term in vocabulary.of_facet(facet)
        if any(each.answer(term) is not Answer.NOT_REPORTED for each in told)
    ]
    return [_cell(each, told, terms) for each in told]


class _Told:
    """What counts for each program of a listing; for a listing without any, its own word."""

    def __init__(self, listing: Listing) -> None:
        programs = listing.programs or (Program(care=None),)
        self._by_program: list[tuple[Program, Settled]] = [
            (program, {said.about: said for said in listing.settled_for(program)})
            for program in programs
        ]

    def answer(self, term: Term) -> Answer:
        """A yes of any program is the place's yes."""
        said = {each.answer for each in self.statements(term)}
        return next((each for each in (Answer.YES, Answer.NO) if each in said), Answer.NOT_REPORTED)

    def statements(self, term: Term) -> list[Statement]:
        return [said[term.selection] for _, said in self._by_program if term.selection in said]

    def only(self, term: Term) -> tuple[Program, ...]:
        """The programs that answer as the place does, unless all do."""
        answer = self.answer(term)
        agreeing = tuple(
            program
            for program, said in self._by_program
            if term.selection in said and said[term.selection].answer is answer
        )
        return () if len(agreeing) == len(self._by_program) else agreeing


def _cell(told: _Told, all_told: Sequence[_Told], terms: Iterable[Term]) -> Cell:
    said: dict[Answer, list[Said]] = {answer: [] for answer in Answer}
    days = []
    opposed = False
    for term in terms:
        answers = {each.answer(term) for each in all_told}
        opposed = opposed or {Answer.YES, Answer.NO} <= answers
        shown = Said(term=term, is_shared=len(answers) == 1, only=told.only(term))
        said[told.answer(term)].append(shown)
        days += [each.reported_on for each in told.statements(term) if each.reported_on]
    return Cell(
        yes=tuple(said[Answer.YES]),
        no=tuple(said[Answer.NO]),
        not_reported=tuple(said[Answer.NOT_REPORTED]),
        since=min(days, default=None),
        differs=opposed,
    )
