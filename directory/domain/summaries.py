"""What holds for a place in short: by facet, the terms it has and those it says it has not."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from directory.domain import schedule
from directory.domain.facts import Answer, Statement, settled
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Facet, Selection

Slugs = Mapping[Facet, tuple[str, ...]]
Answers = Mapping[Selection, Answer]
# One program's yes is the site's; where another is silent, the site is.
STRONGEST_FIRST = (Answer.YES, Answer.NOT_REPORTED, Answer.NO)
# Read off the sessions; nobody states them.
TIMES = ("afternoon", "evening", "morning", "weekend")


@dataclass(frozen=True, slots=True)
class Summary:
    """Slugs by facet, in the alphabet's order. What stands in neither is not reported."""

    yes: Slugs
    no: Slugs


def of_programs(listing: Listing) -> list[Summary]:
    """One for each program, with what it inherits."""
    inherited = _of_all(listing)
    common = _summary(inherited)
    return [_with(common, inherited, _own(program)) for program in listing.programs]


def of_site(listing: Listing) -> Summary:
    """A site has what one of its programs has; it has not what every one of them denies."""
    found = _of_all(listing)
    owns = [_own(program) for program in listing.programs]
    for about in {about for own in owns for about in own}:
        said = {own.get(about, found.get(about, Answer.NOT_REPORTED)) for own in owns}
        found[about] = next(answer for answer in STRONGEST_FIRST if answer in said)
    return _summary(found)


def _of_all(listing: Listing) -> dict[Selection, Answer]:
    plans = {Selection(Facet.INSURANCE, plan.insurer): Answer.YES for plan in listing.plans}
    return _settled(listing.statements) | plans


def _own(program: Program) -> dict[Selection, Answer]:
    care = {Selection(Facet.CARE, program.care): Answer.YES} if program.care else {}
    return care | _settled(program.statements) | _times(program)


def _times(program: Program) -> dict[Selection, Answer]:
    if not program.sessions:
        return {}
    held = schedule.times_of_day(program.sessions)
    return {
        Selection(Facet.WHEN, slug): Answer.YES if slug in held else Answer.NO for slug in TIMES
    }


def _settled(statements: Iterable[Statement]) -> dict[Selection, Answer]:
    said: dict[Selection, Statement] = {}
    for statement in statements:
        other = said.get(statement.about)
        said[statement.about] = settled((other, statement)) if other else statement
    return {about: statement.answer for about, statement in said.items()}


def _with(common: Summary, inherited: Answers, own: Answers) -> Summary:
    """The common summary but for the facets of which the program says something itself."""
    facets = {about.facet for about in own}
    theirs = {about: answer for about, answer in inherited.items() if about.facet in facets}
    changed = _summary(theirs | dict(own))
    return Summary(
        {**_without(common.yes, facets), **changed.yes},
        {**_without(common.no, facets), **changed.no},
    )


def _without(by_facet: Slugs, facets: Container[Facet]) -> Slugs:
    return {facet: slugs for facet, slugs in by_facet.items() if facet not in facets}


def _summary(answers: Answers) -> Summary:
    kept: dict[Answer, dict[Facet, list[str]]] = {answer: {} for answer in Answer}
    for (facet, slug), answer in answers.items():
        kept[answer].setdefault(facet, []).append(slug)
    return Summary(_in_order(kept[Answer.YES]), _in_order(kept[Answer.NO]))


def _in_order(by_facet: Mapping[Facet, list[str]]) -> dict[Facet, tuple[str, ...]]:
    return {facet: tuple(sorted(slugs)) for facet, slugs in by_facet.items()}
