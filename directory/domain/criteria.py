"""What was asked, as one immutable value that pages, API, index, links and explanations share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from directory.domain.places import Place, PlaceKind
from directory.domain.schedule import Span
from directory.domain.vocabulary import Facet, Selection

DEFAULT_RADIUS_MILES = 25.0
EVERYTHING = 2**31  # on one page
RADIUS_CHOICES = (5, 10, 25, 50, 100)


class Sort(StrEnum):
    BEST = "best"
    DISTANCE = "distance"
    OPENING = "opening"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Selections of one facet are alternatives; different facets must all hold, for one program."""

    text: str = ""
    place: Place | None = None
    radius: float | None = None  # miles; None: nobody said
    include: frozenset[Selection] = frozenset()
    exclude: frozenset[Selection] = frozenset()
    free: frozenset[Span] = frozenset()  # hours the person can attend
    hours_min: float | None = None  # a week
    hours_max: float | None = None
    accepting: bool = False
    confirmed_within: int | None = None  # days
    older: bool = False  # with listings that nobody has confirmed for more than a year
    sort: Sort = Sort.BEST
    exact: bool = False  # words are taken as they are written, misspelt or not
    page: int = 1

    def chosen(self, facet: Facet) -> frozenset[str]:
        return frozenset(slug for named, slug in self.include if named is facet)

    def avoided(self, facet: Facet) -> frozenset[str]:
        return frozenset(slug for named, slug in self.exclude if named is facet)

    @property
    def reach(self) -> float | None:
        """The miles to search around the place's centre; None where its borders decide."""
        if self.place is None or self.place.point is None:
            return None
        if self.place.kind in (PlaceKind.ZIP, PlaceKind.CITY):
            return self.radius if self.radius is not None else DEFAULT_RADIUS_MILES
        return self.radius

    def toggling(self, selection: Selection) -> Self:
        """The search one click on a facet away, back on its first page."""
        return replace(self, include=self.include ^ {selection}, page=1)

    def without(self, selection: Selection) -> Self:
        return replace(
            self, include=self.include - {selection}, exclude=self.exclude - {selection}, page=1
        )

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Self:
        return replace(self, sort=sort, page=1)

    def as_args(self) -> list[tuple[str, str]]:
        """The search parameters that ask the same again, in a steady order, defaults left out."""
        args = [("q", self.text), ("near", self.place.label if self.place else "")]
        args.append(("radius", _number(self.radius)))
        args += _selections("", self.include) + _selections("not-", self.exclude)
        args += [("free", free_arg(span)) for span in sorted(self.free)]
        args += [("hours-min", _number(self.hours_min)), ("hours-max", _number(self.hours_max))]
        args.append(("accepting", "1" if self.accepting else ""))
        args.append(("confirmed-within", _number(self.confirmed_within)))
        args.append(("older", "1" if self.older else ""))
        args.append(("sort", "" if self.sort is Sort.BEST else self.sort.value))
        args.append(("exact", "1" if self.exact else ""))
        args.append(("page", "" if self.page == 1 else str(self.page)))
        return [(name, value) for name, value in args if value]


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def free_arg(span: Span) -> str:
    """Write a span as `free=` has it: mon-1730-2100."""
    return f"{WEEKDAYS[span.weekday]}-{clock_arg(span.start)}-{clock_arg(span.end)}"


def _selections(prefix: str, selections: Iterable[Selection]) -> list[tuple[str, str]]:
    return [(f"{prefix}{facet}", slug) for facet, slug in sorted(selections)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def clock_arg(minutes: int) -> str:
    """Write minutes after midnight as addresses have them: 1730."""
    return f"{minutes // 60:02}{minutes % 60:02}"
