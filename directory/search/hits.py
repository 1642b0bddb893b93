"""What a search found, as values that pages and the API show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from directory.domain.places import Box, Point
from directory.domain.vocabulary import Facet, Selection


class Listed(NamedTuple):
    has_any: bool
    has_made_up: bool  # demonstration listings


@dataclass(frozen=True, slots=True)
class Fit:
    """How many sessions of a program's best track lie within the hours a person is free."""

    attended: int
    of: int

    @property
    def full(self) -> bool:
        return self.attended == self.of


class Hit(NamedTuple):
    """One site. `score` orders hits of one search; it means nothing across searches."""

    provider_id: int
    program_ids: tuple[int, ...]  # those that satisfy every criterion, best first
    miles: float | None  # None when no centre was asked, or the site's place is not known
    score: float
    fits: Mapping[int, Fit] = MappingProxyType({})  # by program, when free hours were asked
    confirmed: tuple[Selection, ...] = ()  # asked and reported yes
    unknown: tuple[Selection, ...] = ()  # asked, not reported, and found all the same


class TermCount(NamedTuple):
    """Sites under one term of a facet, whatever else of that facet is selected."""

    slug: str
    count: int  # type: ignore[assignment]  # nobody asks for a tuple's own
    not_reported: int  # sites that say neither yes nor no


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxation:
    """What would be found if one criterion were given up.

    `drop` is a selection or one of: text, place, radius, free, accepting, hours, confirmed-within.
    `radius` is, for a radius, the next wider choice that finds any; None: no circle at all.
    """

    drop: Selection | str
    total: int
    radius: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """A page of hits. `total` and the counts are exact and by site, without `online_elsewhere`."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[Facet, tuple[TermCount, ...]]
    left_out: int = 0  # sites besides, that nobody has confirmed for more than a year
    # Sites left out only because they do not say: accepting, free, hours, confirmed-within.
    not_reported: Mapping[str, int] = field(default_factory=dict)
    relaxations: tuple[Relaxation, ...] = ()
    suggestion: str | None = None
    online_elsewhere: tuple[Hit, ...] = ()
    nearly: tuple[Hit, ...] = ()  # not counted: all but the free hours, of which they fit some


class Heap(NamedTuple):
    """Sites that lie near each other, and the middle of them; `provider_id` where it is one."""

    point: Point
    sites: int
    provider_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """Where the sites of a search lie. `heaps` are those in the box that are not on the page."""

    total: int
    provider_ids: tuple[int, ...]  # the sites of the page, in its order
    box: Box
    heaps: tuple[Heap, ...]
