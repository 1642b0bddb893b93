"""Codes of other people's lists, and the programs that they fit."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.facts import Answer
from directory.domain.listings import Listing, Program
from directory.domain.vocabulary import Selection


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """What tells kinds of sites apart: one of these facts, or a level of care that they run."""

    facts: frozenset[Selection] = frozenset()
    care: frozenset[str] = frozenset()

    def shows(self, listing: Listing, program: Program) -> bool:
        """Any source's yes will do: this is no filter, and a database can be asked the same."""
        said = (*listing.statements, *program.statements)
        told = any(one.about in self.facts and one.answer is Answer.YES for one in said)
        return told or any(run.care in self.care for run in listing.programs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coding:
    """A code for programs at one of the levels `care` whose site has a sign, or lacks one."""

    code: str
    display: str
    care: frozenset[str]
    has: Sign | None = None
    lacks: Sign | None = None

    def fits(self, listing: Listing, program: Program) -> bool:
        if program.care not in self.care:
            return False
        if self.has and not self.has.shows(listing, program):
            return False
        return not (self.lacks and self.lacks.shows(listing, program))


def fitting(codings: Iterable[Coding], listing: Listing, program: Program) -> list[Coding]:
    """Each code once, in the order of the list."""
    fits = (coding for coding in codings if coding.fits(listing, program))
    return list({coding.code: coding for coding in fits}.values())
