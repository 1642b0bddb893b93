"""The whole answer to a search: a page of hits, counts, and what to do when there are few."""

from datetime import date

from directory.domain.criteria import Criteria
from directory.search import counting, nearing, relaxing
from directory.search.finding import Finding, Moment
from directory.search.hits import Hits


def hits(moment: Moment, criteria: Criteria, today: date, per_page: int) -> Hits:
    finding = Finding.of(moment, criteria, today)
    matching = finding.matching()
    total = matching.total
    first = (criteria.page - 1) * per_page
    return Hits(
        hits=finding.listed(matching, slice(first, first + per_page)),
        total=total,
        left_out=matching.left_out,
        facets=counting.facets(matching),
        not_reported=matching.silent(),
        relaxations=tuple(relaxing.relaxations(finding, matching)),
        suggestion=None if total else moment.speller.suggestion(criteria.text, moment.text),
        online_elsewhere=finding.online_elsewhere(matching),
        nearly=nearing.nearly(finding, matching),
    )
