"""What one program of one site says, read plainly from the listing."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from directory.domain.criteria import Criteria
from directory.domain.facts import Answer, SourceKind
from directory.domain.listings import Listing, Program
from directory.domain.schedule import Session, Span, times_of_day, tracks
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.hits import Fit

NEVER = 10**9
DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True)
class Told:
    """One program of one site, with what it says."""

    listing: Listing
    program: Program
    vocabulary: Vocabulary

    @cached_property
    def yes(self) -> set[Selection]:
        return {about for about in self.vocabulary.terms if self._says(about)}

    @cached_property
    def no(self) -> set[Selection]:
        said = self._said
        denied = {about for about, answer in said.items() if answer is Answer.NO}
        return (denied & set(self.vocabulary.terms)) - self.yes

    @cached_property
    def _said(self) -> dict[Selection, Answer]:
        said = self.listing.answers(self.program)
        if self.program.care:
            said.setdefault(Selection(Facet.CARE, self.program.care), Answer.YES)
        for plan in self.listing.plans:
            said[Selection(Facet.INSURANCE, plan.insurer)] = Answer.YES
        if self.program.sessions:
            times = times_of_day(self.program.sessions)
            for term in self.vocabulary.of_facet(Facet.WHEN):
                said[term.selection] = Answer.YES if term.slug in times else Answer.NO
        return said

    def _says(self, about: Selection) -> bool:
        below = self.vocabulary.children(about)
        return (
            self._said.get(about) is Answer.YES
            or any(self._says(child) for child in below)
            or about in self.classes_named
        )

    @cached_property
    def classes_named(self) -> set[Selection]:
        """Payer classes that an insurer taken by name implies."""
        found = set()
        for about, answer in self._said.items():
            term = self.vocabulary.terms.get(about)
            if answer is Answer.YES and term is not None and term.implies:
                kinds = [plan.kind for plan in self.listing.plans if plan.insurer == about.slug]
                for kind in kinds or [""]:
                    public = [name for name in ("medicaid", "medicare") if name in kind.lower()]
                    found.add(Selection(Facet.INSURANCE, (public or [term.implies])[0]))
        return found

    def maybe(self, about: Selection) -> bool:
        """Whether an insurer's class is taken without naming whose, or no times are given."""
        if about.facet is Facet.WHEN:
            return not self.program.sessions and about not in self.no
        term = self.vocabulary.terms[about]
        if not term.implies:
            return False
        payer = Selection(Facet.INSURANCE, term.implies)
        return payer in self.yes and payer not in self.classes_named and about not in self.no

    def finds(self, about: Selection) -> bool:
        return about in self.yes or self.maybe(about)

    def answer(self, today: date) -> str:
        """About openings; one that is too old, or of no day, is none."""
        on = self.program.openings.reported_on
        return self.program.openings.answer if on and (today - on).days <= 14 else ""

    def opening(self, today: date) -> float:
        answer = self.answer(today)
        wait = self.program.openings.wait_days if answer else None
        rank = ("yes", "waitlist", "", "no").index(answer)
        return rank * 10 * NEVER + (NEVER if wait is None else wait)

    def fit(self, criteria: Criteria) -> Fit | None:
        fits = [
            Fit(sum(attends(session, criteria) for session in track), len(track))
            for track in tracks(self.program.sessions).values()
        ]
        return max(fits, key=lambda fit: (fit.attended / fit.of, fit.of), default=None)


def is_called(listing: Listing, text: str) -> bool:
    whole = f"{listing.name} {listing.name2}"
    return text.casefold() in (listing.name.casefold(), whole.casefold())


def stays(listing: Listing, today: date) -> bool:
    """Confirmed within a year, or named by a list and never kept by a person."""
    said = [one for program in listing.programs for one in program.statements]
    own = [one for one in (*said, *listing.statements) if one.source.kind is SourceKind.PROVIDER]
    words = {listing.confirmed_on, listing.kept_since, *(one.reported_on for one in own)} - {None}
    if not (own or listing.kept_since or listing.gone_since):
        return True
    last = max(words, default=listing.gone_since)  # type: ignore[type-var]
    return last is None or (today - last).days <= 365


def attends(session: Session, criteria: Criteria) -> bool:
    """Minute by minute, round the week."""
    start = session.span.weekday * DAY + session.span.start
    end = session.span.weekday * DAY + session.span.end
    end += DAY if end <= start else 0
    free = free_minutes(criteria.free)
    return all(minute % WEEK in free for minute in range(start, end))


@cache
def free_minutes(free: frozenset[Span]) -> set[int]:
    return {
        minute % WEEK
        for span in free
        for minute in range(span.weekday * DAY + span.start, span.weekday * DAY + span.end)
    }
