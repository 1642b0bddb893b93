"""Puts a page of results on a map, with all that was found besides in heaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.cards import Card
from directory.domain.criteria import Criteria
from directory.domain.places import Box, Point, Precision
from directory.search.engine import Engine
from directory.search.hits import Heap
from directory.services.find_programs import PER_PAGE
from directory.services.read_cards import read_cards


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """A site of the page. `number` is its place in the list, from 1."""

    number: int
    slug: str
    name: str
    point: Point
    precision: Precision


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Sites that are not on the page; `alone` is the one, where it is one."""

    point: Point
    sites: int
    alone: Card | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultsMap:
    total: int
    first: int  # the number of the page's first site
    box: Box
    pins: tuple[Pin, ...]
    nowhere: int  # sites of the page that no point is known or told of
    groups: tuple[Group, ...]


def map_results(
    session: Session, engine: Engine, criteria: Criteria, *, today: date, box: Box | None = None
) -> ResultsMap:
    """`box`: the part that is looked at; None: the one that holds the page's sites."""
    spread = engine.spread(criteria, today=today, per_page=PER_PAGE, box=box)
    alone = [heap.provider_id for heap in spread.heaps if heap.provider_id is not None]
    known = read_cards(session, engine, [*spread.provider_ids, *alone])
    first = (criteria.page - 1) * PER_PAGE + 1
    shown = tuple(_pins(spread.provider_ids, known, first))
    return ResultsMap(
        total=spread.total,
        first=first,
        box=spread.box,
        pins=shown,
        nowhere=len(spread.provider_ids) - len(shown),
        groups=tuple(_group(heap, known) for heap in spread.heaps),
    )


def _pins(ids: tuple[int, ...], known: Mapping[int, Card], first: int) -> Iterator[Pin]:
    for number, id_ in enumerate(ids, first):
        site = known.get(id_)
        if site is not None and site.point is not None:
            yield Pin(
                number=number,
                slug=site.slug,
                name=site.name,
                point=site.point,
                precision=site.precision,
            )


def _group(heap: Heap, known: Mapping[int, Card]) -> Group:
    alone = known.get(heap.provider_id) if heap.provider_id is not None else None
    return Group(point=heap.point, sites=heap.sites, alone=alone)
