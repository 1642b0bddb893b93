"""A listing as it travels between floors: a provider with its programs, and who said what.

Importers and forms make listings, storage keeps them, the index and the exports read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Self

from directory.domain import freshness
from directory.domain.facts import Answer, Source, SourceKind, Statement, settled
from directory.domain.places import Point, Precision
from directory.domain.schedule import Session, Span
from directory.domain.vocabulary import Selection

PERSONS = (SourceKind.PROVIDER, SourceKind.EDITOR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """`number` in E.164 where it could be read, else as it was written."""

    kind: str  # main, intake, hotline
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county: str = ""
    confidential: bool = False
    point: Point | None = None
    precision: Precision = Precision.UNKNOWN

    @property
    def town(self) -> str:
        """City and state, or whichever is known."""
        return ", ".join(filter(None, (self.city, self.state)))

    @property
    def shown_point(self) -> Point | None:
        """Where distances are measured to: of a hidden site, its city's middle or nothing.

        Whoever asks from around it learns no more than the city, which the page says anyway.
        """
        told = not self.confidential or self.precision is Precision.CITY
        return self.point if told else None

    @property
    def public(self) -> Self:
        """What may be shown: of a confidential address, the city and the state."""
        if not self.confidential:
            return self
        return type(self)(city=self.city, state=self.state, confidential=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """An insurer's plan that a provider takes."""

    insurer: str  # a slug of the insurance facet
    source: Source
    kind: str = ""  # HMO, PPO, EPO, Medicaid, Medicare ...
    in_network: bool | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Openings:
    """Whether new clients are taken: yes, no or waitlist, and since when that is so."""

    answer: str = ""
    wait_days: int | None = None
    reported_on: date | None = None

    def hold(self, today: date) -> bool:
        """Whether there is an answer, from a day so near that it counts."""
        return bool(self.answer) and freshness.openings_hold(self.reported_on, today)


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """What a provider runs at one level of care. `care` is None where no source named a level."""

    care: str | None
    id: int = 0
    name: str = ""
    description: str = ""
    statements: tuple[Statement, ...] = ()
    sessions: tuple[Session, ...] = ()
    time_zone: str = ""
    states_served: tuple[str, ...] = ()  # by online sessions
    hours_a_week: float | None = None
    days_a_week: float | None = None
    weeks: float | None = None
    entry: str = ""  # rolling, cohort, assessment first
    cost: str = ""
    copay: str = ""
    openings: Openings = Openings()


class _Word(NamedTuple):
    source: Source
    day: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One site. `statements` hold for every program that does not say otherwise."""

    name: str
    name2: str = ""
    id: int = 0
    slug: str = ""
    description: str = ""
    website: str = ""
    address: Address = Address()
    phones: tuple[Phone, ...] = ()
    statements: tuple[Statement, ...] = ()
    plans: tuple[Plan, ...] = ()
    programs: tuple[Program, ...] = ()
    confirmed_on: date | None = None  # the latest day any source or the provider spoke for it
    benefits_phone: str = ""  # staff who check what an insurance pays
    office_hours: tuple[Span, ...] = ()  # when somebody is there; no times of treatment
    demonstration: bool = False
    gone_since: date | None = None  # the day from which none of its lists names it any more
    changed_at: datetime | None = field(default=None, compare=False)  # UTC, by whomever
    kept_since: date | None = field(default=None, compare=False)  # the latest to join its keepers

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.name2}" if self.name2 else self.name

    @property
    def leaves_on(self) -> date | None:
        """The first day on which an ordinary search leaves it out; None: it stays.

        A list that still names it keeps it there, however old the list is. What persons keep, and
        what no list names any more, has to be confirmed.
        """
        kept = self.kept_since is not None or any(self._words_of_persons())
        last_word = self.last_word if kept or self.gone_since else None
        return freshness.first_day_out(last_word) if last_word else None

    @property
    def last_word(self) -> date | None:
        """The latest day on which anybody spoke for it, or began to keep it.

        Where none is known, the day since which no list names it.
        """
        words = (word.day for word in self._words_of_persons())
        known = filter(None, (self.confirmed_on, self.kept_since, *words))
        return max(known, default=self.gone_since)

    def _words_of_persons(self) -> Iterator[_Word]:
        """What the provider or an editor said."""
        groups = (self.statements, *(each.statements for each in self.programs))
        words = [_Word(said.source, said.reported_on) for group in groups for said in group]
        words += [_Word(plan.source, plan.confirmed_on) for plan in self.plans]
        return (word for word in words if word.source.kind in PERSONS)

    def answers(self, program: Program) -> dict[Selection, Answer]:
        """What holds for one of its programs: its own settled word, else the provider's."""
        return {said.about: said.answer for said in self.settled_for(program)}

    def settled_for(self, program: Program) -> Iterator[Statement]:
        """The statements that count for a program, one a term."""
        own = _by_term(program.statements)
        inherited = {
            about: said for about, said in _by_term(self.statements).items() if about not in own
        }
        for said in (inherited | own).values():
            yield said[0] if len(said) == 1 else settled(said)


def _by_term(statements: tuple[Statement, ...]) -> dict[Selection, list[Statement]]:
    grouped: dict[Selection, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.about, []).append(statement)
    return grouped
