"""What giving up one criterion would find, so that nobody is left with nothing and no way on."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from directory.domain.criteria import RADIUS_CHOICES
from directory.domain.vocabulary import Facet, Selection
from directory.search import geography, ground
from directory.search.finding import Finding
from directory.search.hits import Relaxation
from directory.search.matching import Matching

FEW = 5  # below it, words, place and radius are tried too


def relaxations(finding: Finding, matching: Matching) -> Iterator[Relaxation]:
    """Only what would find more sites than there are."""
    candidates = list(_of_programs(finding, matching))
    if matching.total < FEW:
        candidates += _of_ground(finding.unbounded(), matching.total)
    yield from (one for one in candidates if one.total > matching.total)


def _of_programs(finding: Finding, matching: Matching) -> Iterator[Relaxation]:
    contradicted = finding.criteria.include & finding.criteria.exclude
    for condition in matching.conditions:
        drop = _dropped(finding, condition.name)
        if drop is not None and drop not in contradicted:
            yield Relaxation(drop=drop, total=matching.total_without(condition.name))
    for about in sorted(contradicted):  # given up, it is neither asked for nor left out
        other = replace(finding, criteria=finding.criteria.without(about))
        yield Relaxation(drop=about, total=other.matching().total)


def _dropped(finding: Finding, name: Facet | Selection | str) -> Selection | str | None:
    """What to give up. One of several alternatives in a facet only ever adds to what is found."""
    if not isinstance(name, Facet):
        return name
    slugs = finding.criteria.chosen(name)
    return Selection(name, *slugs) if len(slugs) == 1 else None


def _of_ground(finding: Finding, total: int) -> Iterator[Relaxation]:
    criteria = finding.criteria
    if finding.words is not None:
        yield Relaxation(drop="text", total=replace(finding, words=None).matching().total)
    if criteria.place is not None:
        unbound = replace(finding, criteria=replace(criteria, place=None, radius=None))
        anywhere = unbound.matching()
        yield from _wider(finding, anywhere, total)
        yield Relaxation(drop="place", total=anywhere.total)


def _wider(finding: Finding, anywhere: Matching, total: int) -> Iterator[Relaxation]:
    """The next ring that has any more."""
    place, reach = finding.criteria.place, finding.criteria.reach
    rings = [float(ring) for ring in RADIUS_CHOICES if reach is not None and ring > reach]
    if not rings or place is None or place.point is None:
        return
    columns = finding.moment.columns
    near = ground.around(columns, place.point, rings[-1]) & anywhere.everywhere()
    directions = columns.vectors[columns.space.rows(near)]
    cosines = geography.cosines(directions, geography.vector(place.point))
    for ring in rings:
        found = int(np.count_nonzero(cosines >= geography.cosine(ring)))
        if found > total:
            yield Relaxation(drop="radius", total=found, radius=ring)
            return
