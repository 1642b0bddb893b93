"""What is asked of a program, each thing as the set of programs that have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from directory.domain.criteria import Criteria
from directory.domain.vocabulary import Facet, Selection
from directory.search import ageing, bits
from directory.search.bits import Bits, Numbers
from directory.search.columns import Columns
from directory.search.gathering import ACCEPTING, TIMES_UNKNOWN, unnamed
from directory.search.headings import Headings
from directory.search.space import Space


@dataclass(frozen=True, slots=True)
class Condition:
    """`name` is a facet, an excluded selection, or the word a relaxation uses.

    `silent` are the programs that do not say, where that is counted beside the answers.
    """

    name: Facet | Selection | str
    programs: Bits
    silent: Bits | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Reads the answers about terms in some of the program words."""

    columns: Columns
    headings: Headings
    words: Numbers

    def reported(self, selection: Selection) -> Bits:
        """The programs that say yes to the term, to one below it or to an insurer implying it."""
        number = self.headings.numbers.get(selection)
        if number is None:
            return np.zeros(len(self.words), np.uint64)
        return self.columns.saying_yes(number, self.words)

    def possible(self, selection: Selection) -> Bits | None:
        """The programs that may have it and do not say, where that is worth a call.

        For an insurer: they take its class of payment without naming whose. For a time of day:
        they give no times. None for all other terms. Those that say no are not among them.
        """
        number = self.headings.numbers.get(selection, -1)
        payer = self.headings.classes.get(number)
        if payer is None and selection.facet is not Facet.WHEN:
            return None
        trait = self.columns.trait(TIMES_UNKNOWN if payer is None else unnamed(payer))
        if trait is None:
            return None
        return trait[self.words] & self.columns.not_denying(number, self.words)

    def found(self, selection: Selection) -> Bits:
        possible = self.possible(selection)
        reported = self.reported(selection)
        return reported if possible is None else reported | possible

    def any_found(self, facet: Facet, slugs: frozenset[str]) -> Bits:
        return reduce(np.bitwise_or, (self.found(Selection(facet, slug)) for slug in slugs))

    def any_reported(self, facet: Facet, slugs: frozenset[str]) -> Bits:
        return reduce(np.bitwise_or, (self.reported(Selection(facet, slug)) for slug in slugs))

    def trait(self, name: str) -> Bits:
        trait = self.columns.trait(name)
        if trait is None:
            return np.zeros(len(self.words), np.uint64)
        return trait[self.words]


def of(terms: Terms, space: Space, criteria: Criteria, today: date) -> Iterator[Condition]:
    """Everything the criteria ask of one and the same program. No order is implied.

    A program that does not say is kept by an exclusion and found by nothing else, but for
    insurers and times of day (see `Terms.possible`).
    """
    asked = {selection.facet for selection in criteria.include}
    for facet in sorted(asked):
        yield Condition(facet, terms.any_found(facet, criteria.chosen(facet)))
    for selection in sorted(criteria.exclude):
        yield Condition(selection, ~terms.reported(selection))
    if criteria.accepting:
        yield _accepting(terms, today)
    yield from _practical(terms, space, criteria)
    if criteria.confirmed_within is not None:
        yield _confirmed(terms.columns, space, today.toordinal() - criteria.confirmed_within)


def _practical(terms: Terms, space: Space, criteria: Criteria) -> Iterator[Condition]:
    if criteria.free:
        yield _free(terms.columns, space, criteria)
    if criteria.hours_min is not None or criteria.hours_max is not None:
        yield _hours(terms.columns, space, criteria)


def _accepting(terms: Terms, today: date) -> Condition:
    telling = ageing.telling_openings(terms.columns, today)[terms.words]
    return Condition("accepting", terms.trait(ACCEPTING) & telling, ~telling)


def _free(columns: Columns, space: Space, criteria: Criteria) -> Condition:
    schedules = space.of_programs(columns.schedules)
    fitting = columns.weeks.fitting(criteria.free)
    return Condition(
        "free",
        bits.packed(fitting[schedules].reshape(-1)),
        bits.packed((schedules == 0).reshape(-1)),
    )


def _hours(columns: Columns, space: Space, criteria: Criteria) -> Condition:
    hours = space.of_programs(columns.hours).reshape(-1)
    least = criteria.hours_min if criteria.hours_min is not None else -np.inf
    most = criteria.hours_max if criteria.hours_max is not None else np.inf
    return Condition(
        "hours", bits.packed((hours >= least) & (hours <= most)), bits.packed(np.isnan(hours))
    )


def _confirmed(columns: Columns, space: Space, since: int) -> Condition:
    days = space.of_sites(columns.confirmed).reshape(-1)
    known = bits.packed((days >= since) & (days > 0))
    unknown = bits.packed(days == 0)
    return Condition("confirmed-within", known[space.site_of], unknown[space.site_of])
