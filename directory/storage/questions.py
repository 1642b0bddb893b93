"""What may be asked of published sites and of their programs: values that become SQL here alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from directory.domain.facts import Answer
from directory.domain.vocabulary import Selection
from directory.storage.models import (
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    ProviderRow,
    TermRow,
)

Clause = ColumnElement[bool]


class Question(Protocol):
    def clause(self) -> Clause: ...


@dataclass(frozen=True, slots=True)
class Always:
    holds: bool

    def clause(self) -> Clause:
        return true() if self.holds else false()


@dataclass(frozen=True, slots=True)
class Not:
    question: Question

    def clause(self) -> Clause:
        return not_(self.question.clause())


@dataclass(frozen=True, slots=True)
class AnyOf:
    questions: tuple[Question, ...]

    def clause(self) -> Clause:
        return or_(false(), *(each.clause() for each in self.questions))


@dataclass(frozen=True, slots=True)
class AllOf:
    questions: tuple[Question, ...]

    def clause(self) -> Clause:
        return and_(true(), *(each.clause() for each in self.questions))


@dataclass(frozen=True, slots=True)
class SiteIds:
    ids: Collection[int]

    def clause(self) -> Clause:
        return ProviderRow.id.in_(self.ids)


@dataclass(frozen=True, slots=True)
class ProgramIds:
    ids: Collection[int]

    def clause(self) -> Clause:
        return ProgramRow.id.in_(self.ids)


@dataclass(frozen=True, slots=True)
class Care:
    """The program's level is one of these."""

    slugs: Collection[str]

    def clause(self) -> Clause:
        return ProgramRow.care.in_(self.slugs)


@dataclass(frozen=True, slots=True)
class Runs:
    """The site has a program at one of these levels."""

    slugs: Collection[str]

    def clause(self) -> Clause:
        run = aliased(ProgramRow)
        return _any(run.provider_id == ProviderRow.id, run.care.in_(self.slugs))


@dataclass(frozen=True, slots=True)
class Offers:
    """The site has a program of which all this is so."""

    question: Question

    def clause(self) -> Clause:
        return _any(ProgramRow.provider_id == ProviderRow.id, self.question.clause())


@dataclass(frozen=True, slots=True)
class Told:
    """Some source says yes to one of these, of the site or of the program."""

    selections: Collection[Selection]

    def clause(self) -> Clause:
        slugs = [about.slug for about in self.selections]  # no two facets share one
        terms = select(TermRow.id).where(TermRow.slug.in_(slugs)).scalar_subquery()
        of_site = _any(
            ProviderFactRow.provider_id == ProviderRow.id,
            ProviderFactRow.term_id.in_(terms),
            ProviderFactRow.answer == Answer.YES.value,
        )
        of_program = _any(
            ProgramFactRow.program_id == ProgramRow.id,
            ProgramFactRow.term_id.in_(terms),
            ProgramFactRow.answer == Answer.YES.value,
        )
        return or_(of_site, of_program)


@dataclass(frozen=True, slots=True)
class Serves:
    """The program may serve people of one of these states online."""

    states: Collection[str]

    def clause(self) -> Clause:
        return _any(
            ProgramStateRow.program_id == ProgramRow.id, ProgramStateRow.state.in_(self.states)
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """From `since` on and before `before`; UTC without a zone, None where it is open."""

    since: datetime | None = None
    before: datetime | None = None

    def clause(self) -> Clause:
        at = ProviderRow.updated_at
        begun = at >= self.since if self.since else true()
        return and_(begun, at < self.before if self.before else true())


def _any(*conditions: Clause) -> Clause:
    """Some row of another table; site and program are those of the whole, however deep this is."""
    return exists().where(*conditions).correlate(ProviderRow, ProgramRow)
