"""Sites whose sessions lie within the free hours in part, for somebody who could shift an hour."""

from dataclasses import replace

from directory.search.finding import Finding
from directory.search.hits import Hit
from directory.search.matching import Matching

LOOKED_AT = 60  # of the best that have all else; to look at every one would take too long
SHOWN = 5


def nearly(finding: Finding, matching: Matching) -> tuple[Hit, ...]:
    """Those that attend most come first. None beyond the first page."""
    telling = _telling(matching)
    if telling is None or finding.criteria.page > 1:
        return ()
    sites = matching.space.united(telling.programs) & ~matching.sites
    hits = finding.listed(replace(telling, sites=sites), slice(0, LOOKED_AT))
    return tuple(sorted((hit for hit in hits if _share(hit)), key=_share, reverse=True)[:SHOWN])


def _telling(matching: Matching) -> Matching | None:
    """The programs that have all else and say when they meet; None where no hours were asked."""
    for condition in matching.conditions:
        if condition.name == "free" and condition.silent is not None:
            return replace(matching, programs=matching.without("free") & ~condition.silent)
    return None


def _share(hit: Hit) -> float:
    return max((fit.attended / fit.of for fit in hit.fits.values()), default=0.0)
