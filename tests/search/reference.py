"""The same answers in plain Python over listings: slow, obvious, with nothing of the engine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from directory.domain.criteria import RADIUS_CHOICES, Criteria, Sort
from directory.domain.listings import Listing, Program
from directory.domain.places import PlaceKind, Point, miles_between
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.hits import Relaxation, TermCount
from tests.search.told import NEVER, Told, is_called, stays


@dataclass(repr=False)  # which nobody could read
class Reference:
    listings: Mapping[int, Listing]
    vocabulary: Vocabulary
    words: Callable[[str], Mapping[int, float] | None]  # by id; None: nothing to look for
    today: date
    known: dict[Criteria, list[Told]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = [
            Told(listing, program, self.vocabulary)
            for listing in self.listings.values()
            for program in listing.programs or (Program(care=None),)
        ]

    def matching(self, criteria: Criteria) -> list[Told]:
        asked = replace(criteria, sort=Sort.BEST)
        if asked not in self.known:
            self.known[asked] = self._matching(asked)
        return self.known[asked]

    def _matching(self, criteria: Criteria) -> list[Told]:
        words = self.words(criteria.text)
        near = {
            listing.id
            for listing in self.listings.values()
            if (words is None or listing.id in words) and self.is_looked_at(listing, criteria)
        }
        return [
            told for told in self.told if told.listing.id in near and self.satisfies(told, criteria)
        ]

    def is_looked_at(self, listing: Listing, criteria: Criteria) -> bool:
        shown = criteria.older or is_called(listing, criteria.text) or stays(listing, self.today)
        return shown and self.is_in_place(listing, criteria)

    def left_out(self, criteria: Criteria) -> int:
        return self.total(replace(criteria, older=True)) - self.total(criteria)

    def is_in_place(self, listing: Listing, criteria: Criteria) -> bool:
        place, reach = criteria.place, criteria.reach
        if place is None:
            return True
        if reach is not None:
            miles = self.miles(listing, criteria)
            return miles is not None and miles <= reach
        address = listing.address.public
        return {
            PlaceKind.STATE: address.state == place.state,
            PlaceKind.COUNTY: (address.state, address.county) == (place.state, place.county),
            PlaceKind.CITY: (address.state, address.city) == (place.state, place.city),
            PlaceKind.ZIP: address.zip == place.zip,
        }[place.kind]

    def miles(self, listing: Listing, criteria: Criteria) -> float | None:
        point: Point | None = listing.address.shown_point
        if point is None or criteria.place is None or criteria.place.point is None:
            return None
        return miles_between(point, criteria.place.point)

    def satisfies(self, told: Told, criteria: Criteria) -> bool:
        return (
            all(self.has_any(told, about.facet, criteria) for about in criteria.include)
            and not any(about in told.yes for about in criteria.exclude)
            and (not criteria.accepting or told.answer(self.today) == "yes")
            and (not criteria.free or self.fits(told, criteria))
            and self.has_hours(told.program.hours_a_week, criteria)
            and self.is_confirmed(told.listing.confirmed_on, criteria)
        )

    def has_any(self, told: Told, facet: Facet, criteria: Criteria) -> bool:
        return any(told.finds(about) for about in criteria.include if about.facet is facet)

    def fits(self, told: Told, criteria: Criteria) -> bool:
        fit = told.fit(criteria)
        return fit is not None and fit.full

    def has_hours(self, hours: float | None, criteria: Criteria) -> bool:
        least, most = criteria.hours_min, criteria.hours_max
        if least is None and most is None:
            return True
        return hours is not None and (least or 0) <= hours <= (NEVER if most is None else most)

    def is_confirmed(self, on: date | None, criteria: Criteria) -> bool:
        if criteria.confirmed_within is None:
            return True
        return on is not None and on >= self.today - timedelta(days=criteria.confirmed_within)

    def total(self, criteria: Criteria) -> int:
        return len(sites(self.matching(criteria)))

    def order(self, criteria: Criteria) -> list[int]:
        programs: dict[int, list[Told]] = {}
        for told in self.matching(criteria):
            programs.setdefault(told.listing.id, []).append(told)
        words = self.words(criteria.text)
        best = max((words[found] for found in programs), default=1.0) if words else 1.0
        keys = {}
        for found, these in programs.items():
            listing = self.listings[found]
            points = self.points(these, criteria, words[found] / best if words else 0.0)
            name = listing.full_name.casefold().encode()[:48]
            keys[found] = (self.first(these, criteria, points), name, found)
        return sorted(keys, key=lambda found: keys[found])

    def points(self, these: list[Told], criteria: Criteria, words: float) -> float:
        listing = these[0].listing
        miles = self.miles(listing, criteria)
        points = 50 * words
        if miles is not None:
            points += 30 * 10 / (10 + miles)
        if listing.confirmed_on:
            points += 20 * max(0.0, 1 - (self.today - listing.confirmed_on).days / 365)
        return round(points - 1000 * (not self.is_reported(these, criteria)), 7)

    def is_reported(self, these: list[Told], criteria: Criteria) -> bool:
        return any(
            all(
                any(one in told.yes for one in criteria.include if one.facet is facet)
                for facet in {one.facet for one in criteria.include} & {Facet.INSURANCE, Facet.WHEN}
            )
            for told in these
        )

    def first(self, these: list[Told], criteria: Criteria, points: float) -> float:
        listing = these[0].listing
        miles = self.miles(listing, criteria)
        has_centre = criteria.place is not None and criteria.place.point is not None
        if criteria.sort is Sort.DISTANCE and has_centre:
            return NEVER if miles is None else round(miles, 7)
        if criteria.sort is Sort.CONFIRMED:
            return -(listing.confirmed_on.toordinal() if listing.confirmed_on else 0)
        if criteria.sort is Sort.OPENING:
            return min(told.opening(self.today) for told in these)
        return -points

    def counts(self, criteria: Criteria) -> dict[Facet, tuple[TermCount, ...]]:
        counts = {}
        for facet in Facet:
            others = {about for about in criteria.include if about.facet is not facet}
            matching = self.matching(replace(criteria, include=frozenset(others)))
            counts[facet] = tuple(
                self.count(term.selection, matching) for term in self.vocabulary.of_facet(facet)
            )
        return counts

    def count(self, about: Selection, matching: list[Told]) -> TermCount:
        yes = sites(told for told in matching if about in told.yes)
        silent = sites(told for told in matching if about not in told.no) - yes
        return TermCount(slug=about.slug, count=len(yes), not_reported=len(silent))

    def relaxations(self, criteria: Criteria) -> set[Relaxation]:
        total = self.total(criteria)
        tried: list[tuple[Selection | str, Criteria]] = [
            (about, criteria.without(about)) for about in criteria.include | criteria.exclude
        ]
        tried += [
            ("accepting", replace(criteria, accepting=False)),
            ("free", replace(criteria, free=frozenset())),
            ("hours", replace(criteria, hours_min=None, hours_max=None)),
            ("confirmed-within", replace(criteria, confirmed_within=None)),
        ]
        if total < 5:
            tried += [
                ("text", replace(criteria, text="")),
                ("place", replace(criteria, place=None, radius=None)),
            ]
        found = {Relaxation(drop=drop, total=self.total(other)) for drop, other in tried}
        found |= set(self.wider(criteria)[:1]) if total < 5 else set()
        return {one for one in found if one.total > total}

    def wider(self, criteria: Criteria) -> list[Relaxation]:
        if criteria.reach is None:
            return []
        rings = [float(radius) for radius in RADIUS_CHOICES if radius > criteria.reach]
        totals = [(self.total(replace(criteria, radius=radius)), radius) for radius in rings]
        nothing = self.total(criteria)
        return [
            Relaxation(drop="radius", total=total, radius=radius)
            for total, radius in totals
            if total > nothing
        ]


def sites(told: Iterable[Told]) -> set[int]:
    return {one.listing.id for one in told}
