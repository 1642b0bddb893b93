"""One search over the index as it stood at one moment: criteria in, hits out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from directory.domain.criteria import Criteria
from directory.search import ageing, calling, geography, ground, ranking
from directory.search.bits import Bits, Numbers, Rows
from directory.search.columns import Columns
from directory.search.gathering import serving
from directory.search.headings import Headings
from directory.search.hits import Hit
from directory.search.matching import Matching
from directory.search.ranking import Candidates
from directory.search.shown import Shown
from directory.search.text import parsing, spelling
from directory.search.text.queries import Query
from directory.search.text.rowsets import Scores
from directory.search.text.spelling import Speller

ELSEWHERE = 5  # online programs shown beside the near ones


class Matches(Protocol):
    """The sites that have the words."""

    @property
    def bits(self) -> Bits: ...

    def scores(self, rows: Rows) -> Scores:
        """What the words are worth in sorted rows; nought for one that has not got them."""
        ...


class Text(spelling.Index, Protocol):
    """The words of the sites."""

    def match(self, query: Query) -> Matches: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """Never changes; threads share it."""

    columns: Columns
    headings: Headings
    speller: Speller
    text: Text
    # One with sites too that have not got the words or lie elsewhere, where this one lacks them.
    unbounded: Callable[[], "Moment"] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    moment: Moment
    criteria: Criteria
    today: date
    words: Matches | None  # the sites with the words; None where there are none to look for

    @classmethod
    def of(cls, moment: Moment, criteria: Criteria, today: date) -> "Finding":
        query = parsing.parse(criteria.text)
        words = None if query is None else moment.text.match(query)
        return cls(moment, criteria, today, words)

    def unbounded(self) -> "Finding":
        """The same over all sites."""
        more = self.moment.unbounded
        return self if more is None else Finding.of(more(), self.criteria, self.today)

    def matching(self) -> Matching:
        return self._matching(ground.of(self.moment.columns, self.criteria))

    def _matching(self, allowed: Bits) -> Matching:
        """`allowed`: the sites to look at, of which those without the words are left out."""
        if self.words is not None:
            allowed = allowed & self.words.bits
        asked = (self.criteria, self.today)
        found = Matching.of(self.moment.columns, self.moment.headings, allowed, asked)
        left = None if self.criteria.older else ageing.left(self.moment.columns, self.today)
        return found if left is None else found.lacking(self._uncalled(left))

    def _uncalled(self, left: Bits) -> Bits:
        """Who asks for a listing by its name sees it, though it left."""
        if self.words is None:
            return left
        columns = self.moment.columns
        return left & ~calling.called(columns, left & self.words.bits, self.criteria.text)

    def listed(self, matching: Matching, page: slice) -> tuple[Hit, ...]:
        rows = matching.rows()
        if page.start >= len(rows):
            return ()
        miles = self._miles(rows)
        order, points = self._candidates(matching, rows, miles).order(self.criteria.sort, page.stop)
        order, points = order[page], points[page]
        near = None if miles is None else miles[order]
        return Shown(matching, self.criteria, rows[order], points, near).hits()

    def _candidates(self, matching: Matching, rows: Rows, miles: Numbers | None) -> Candidates:
        columns = self.moment.columns
        return Candidates(
            columns=columns,
            rows=rows,
            today=self.today,
            words=None if self.words is None else self.words.scores(rows),
            miles=miles,
            reported=matching.reported(self.criteria, rows),
            openings=lambda: ranking.openings(matching, rows, self.today),
        )

    def _miles(self, rows: Rows) -> Numbers | None:
        place = self.criteria.place
        if place is None or place.point is None:
            return None
        return geography.miles(self.moment.columns.vectors[rows], geography.vector(place.point))

    def online_elsewhere(self, matching: Matching) -> tuple[Hit, ...]:
        """Online programs that may serve the searcher's state, of sites not already found."""
        place = self.criteria.place
        if place is None or self.criteria.page > 1:
            return ()
        serving_here = self.moment.columns.trait(serving(place.state))
        if serving_here is None:
            return ()
        anywhere = replace(self, criteria=replace(self.criteria, place=None, radius=None))
        others = self.moment.columns.space.united(serving_here) & ~matching.everywhere()
        online = anywhere._matching(others).among(serving_here)
        return anywhere.listed(online, slice(0, ELSEWHERE))
