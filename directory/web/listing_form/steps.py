"""The steps in which a listing is written, and which part of a document stands on each page."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from directory.domain import documents
from directory.domain.documents import Document
from directory.domain.vocabulary import Facet


class Step(StrEnum):
    PLACE = "place"
    PROGRAMS = "programs"  # which there are: one may be added or taken away
    PROGRAM = "program"
    SESSIONS = "sessions"
    TREATMENT = "treatment"
    PEOPLE = "people"
    PAYING = "paying"
    CHECK = "check"  # the last one, which each surrounding makes its own


OF_PROGRAM = (Step.PROGRAM, Step.SESSIONS)
MAY_DIFFER = (Step.TREATMENT, Step.PEOPLE, Step.PAYING)  # a program may differ from its site
FACETS = {
    Step.PROGRAM: (Facet.FORMAT,),
    Step.TREATMENT: (Facet.THERAPY, Facet.MEDICATION, Facet.SUBSTANCE),
    Step.PEOPLE: (
        *(Facet.FOR, Facet.LANGUAGE, Facet.SERVICE),
        *(Facet.ACCREDITATION, Facet.OWNERSHIP),
    ),
    Step.PAYING: (Facet.INSURANCE,),
}
STEPS_OF_FACETS = {facet: step for step, facets in FACETS.items() for facet in facets}
STEPS_OF_NAMES = {"sessions": Step.SESSIONS, "time_zone": Step.SESSIONS}


@dataclass(frozen=True, slots=True)
class Page:
    """A step, of one program or (where that is empty) of the whole site."""

    step: Step
    program: str = ""

    @property
    def slug(self) -> str:
        """The end of its address."""
        return f"{self.step}-{self.program}" if self.program else self.step.value

    @property
    def is_aside(self) -> bool:
        """Not on the way from the first step to the last: where one program differs."""
        return bool(self.program) and self.step in MAY_DIFFER

    def holds(self, key: str) -> bool:
        return page_of(key) == self


def pages(document: Document) -> tuple[Page, ...]:
    """From the first step to the last."""
    return tuple(_way(document))


def find(slug: str, document: Document) -> Page | None:
    """The page of an address, if the document has such a program."""
    known = [*_way(document), *asides(document)]
    return next((page for page in known if page.slug == slug), None)


def after(page: Page, document: Document) -> Page:
    """The one to go on to. From the side one comes back to the programs."""
    way = pages(document)
    if page not in way:
        return Page(Step.PROGRAMS)
    return way[min(way.index(page) + 1, len(way) - 1)]


def page_of(key: str) -> Page:
    """Where a key of a document, or what is missing from it, is asked for."""
    about = documents.subject(key)
    kind, _, rest = about.name.partition("/")
    if kind == documents.PLAN:
        return Page(Step.PAYING)
    if kind == documents.SAYS:
        return _page_of_facet(rest.partition("/")[0], about.program)
    if about.program:
        return Page(STEPS_OF_NAMES.get(about.name, Step.PROGRAM), about.program)
    return Page(Step.PROGRAMS if key == documents.PROGRAM else Step.PLACE)


def part(page: Page, document: Document) -> Document:
    """What stands on the page."""
    return {key: value for key, value in document.items() if page.holds(key)}


def _page_of_facet(facet: str, program: str) -> Page:
    """In person or online is asked of programs; if a list says it of a site, that is shown."""
    known = facet in STEPS_OF_FACETS
    step = STEPS_OF_FACETS[Facet(facet)] if known else Step.TREATMENT
    if not program and step is Step.PROGRAM:
        return Page(Step.PEOPLE)
    return Page(step, program)


def _way(document: Document) -> Iterator[Page]:
    yield Page(Step.PLACE)
    yield Page(Step.PROGRAMS)
    for program in documents.programs(document):
        for step in OF_PROGRAM:
            yield Page(step, program)
    for step in (Step.TREATMENT, Step.PEOPLE, Step.PAYING, Step.CHECK):
        yield Page(step)


def asides(document: Document) -> Iterator[Page]:
    """Pages beside the way, where a program says what differs from its site."""
    for program in documents.programs(document):
        for step in MAY_DIFFER:
            yield Page(step, program)
