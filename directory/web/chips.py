"""What was asked, piece by piece, each with the search that lacks it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from directory.domain.criteria import Criteria
from directory.domain.schedule import Span
from directory.domain.vocabulary import Selection
from directory.search.hits import Relaxation

# What else can be dropped, by the name that relaxations use.
NOTHING = Criteria()
PARTS = {
    "text": ("text",),
    "place": ("place", "radius"),  # a distance from nowhere is none
    "free": ("free",),
    "hours": ("hours_min", "hours_max"),
    "accepting": ("accepting",),
    "confirmed-within": ("confirmed_within",),
    "older": ("older",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    kind: str  # include, exclude, span, or a name out of PARTS
    without: Criteria
    selection: Selection | None = None
    span: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WayOut:
    """A search that finds more."""

    kind: str  # selection, radius, or a name out of PARTS
    criteria: Criteria
    total: int
    selection: Selection | None = None


def of(criteria: Criteria) -> list[Chip]:
    return [*_parts(criteria), *_selections(criteria), *_spans(criteria)]


def ways_out(criteria: Criteria, relaxations: tuple[Relaxation, ...]) -> list[WayOut]:
    """The relaxations that find anything, as links can use them, the most fruitful first."""
    fruitful = sorted((each for each in relaxations if each.total), key=lambda each: -each.total)
    return [_way_out(criteria, each) for each in fruitful]


def dropping(criteria: Criteria, part: str) -> Criteria:
    lacking = {name: getattr(NOTHING, name) for name in PARTS[part]}
    return replace(criteria, page=1, **lacking)


def _way_out(criteria: Criteria, relaxation: Relaxation) -> WayOut:
    drop, total = relaxation.drop, relaxation.total
    if isinstance(drop, Selection):
        less = criteria.without(drop)
        return WayOut(kind="selection", criteria=less, total=total, selection=drop)
    if drop == "radius" and relaxation.radius is not None:
        wider = replace(criteria, radius=relaxation.radius, page=1)
        return WayOut(kind="radius", criteria=wider, total=total)
    part = "place" if drop == "radius" else drop
    return WayOut(kind=part, criteria=dropping(criteria, part), total=total)


def _parts(criteria: Criteria) -> Iterator[Chip]:
    for part, names in PARTS.items():
        asked = any(getattr(criteria, name) != getattr(NOTHING, name) for name in names)
        if asked and part != "free" and (part != "place" or criteria.place):
            yield Chip(kind=part, without=dropping(criteria, part))


def _selections(criteria: Criteria) -> Iterator[Chip]:
    for selection in sorted(criteria.include):
        less = replace(criteria, include=criteria.include - {selection}, page=1)
        yield Chip(kind="include", without=less, selection=selection)
    for selection in sorted(criteria.exclude):
        less = replace(criteria, exclude=criteria.exclude - {selection}, page=1)
        yield Chip(kind="exclude", without=less, selection=selection)


def _spans(criteria: Criteria) -> Iterator[Chip]:
    for span in sorted(criteria.free):
        less = replace(criteria, free=criteria.free - {span}, page=1)
        yield Chip(kind="span", without=less, span=span)
