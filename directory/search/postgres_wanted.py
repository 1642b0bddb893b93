"""Which sites PostgreSQL is to hand over for a search: all that can have to do with its answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from directory.domain.criteria import Criteria
from directory.domain.places import Disc, Place
from directory.domain.vocabulary import Facet, Selection
from directory.search import ground
from directory.search.gathering import serving
from directory.search.headings import Headings
from directory.search.postgres_asked import AskedWords
from directory.search.postgres_records import TIMES_UNKNOWN, UNNAMED
from directory.storage.search_rows import Ground, Wanted

_SLACK = 0.01  # miles, so that rounding loses no site; who looks closely measures


@dataclass(frozen=True)
class Wants:
    """`asked`: the words of the criteria."""

    criteria: Criteria
    headings: Headings
    asked: AskedWords
    shape: str

    def near(self, *, beside: bool) -> Wanted:
        """What the page shows and counts. `beside`: online programs elsewhere too.

        Giving up one criterion is counted too, so a site may be without one of them.
        """
        return replace(
            self._whole(),
            ground=_ground(self.criteria, beside=beside and self.criteria.page == 1),
            fields=self.asked.phrases_by_field,
            hashes=self.asked.hashes,
            lacking=1,
            weeks=bool(self.criteria.free),
        )

    def unbounded(self) -> Wanted:
        """What is found without the words, or anywhere."""
        ground = _ground(self.criteria, beside=False)
        return replace(self._whole(), ground=ground, either=True, weeks=bool(self.criteria.free))

    def _whole(self) -> Wanted:
        facets = sorted({one.facet for one in self.criteria.include})
        return Wanted(
            shape=self.shape,
            words=self.asked.words,
            phrases=self.asked.phrases,
            terms=tuple(tuple(sorted(self._any(facet))) for facet in facets),
        )

    def _any(self, facet: Facet) -> set[int]:
        chosen = (Selection(facet, slug) for slug in self.criteria.chosen(facet))
        return {number for selection in chosen for number in self._found_by(selection)}

    def _found_by(self, selection: Selection) -> Iterator[int]:
        """The term, and what may make it an answer (see `Terms.possible`)."""
        number = self.headings.numbers.get(selection)
        if number is None:
            return
        yield number
        if number in self.headings.classes:
            yield UNNAMED + self.headings.classes[number]
        if selection.facet is Facet.WHEN:
            yield TIMES_UNKNOWN


def _ground(criteria: Criteria, *, beside: bool) -> Ground:
    place = criteria.place
    if place is None:
        return Ground()
    also = serving(place.state) if beside else ""
    disc = _disc(place, criteria.reach)
    return Ground(region="" if disc else ground.key(place), disc=disc, beside=also)


def _disc(place: Place, reach: float | None) -> Disc | None:
    if place.point is None or reach is None:
        return None
    return Disc(place.point, reach + _SLACK)
