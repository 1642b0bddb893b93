"""A page of results as plain data, for the JSON API and the shell alike."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from directory.domain.criteria import Criteria, free_arg
from directory.domain.places import Precision
from directory.domain.understanding import Understood
from directory.domain.vocabulary import Facet, Selection, Vocabulary
from directory.search.hits import Fit, Relaxation, TermCount
from directory.services.find_programs import Match, ResultsPage
from directory.understanding.parameters import Asked

Described = dict[str, Any]


def describe_results(page: ResultsPage, asked: Asked, vocabulary: Vocabulary) -> Described:
    return _empty(asked) | {
        "total": page.total,
        "page": page.criteria.page,
        "pages": page.pages,
        "results": [_match(match, page.criteria) for match in page.matches],
        "online_elsewhere": [_match(match, page.criteria) for match in page.elsewhere],
        "nearly": [_match(match, page.criteria) for match in page.nearly],
        "facets": {
            facet.value: [_count(count, facet, page.criteria, vocabulary) for count in counts]
            for facet, counts in page.facets.items()
        },
        "not_reported": dict(page.not_reported),
        "left_out": page.left_out,
        "relaxations": [_relaxation(way) for way in page.relaxations],
        "suggestion": page.suggestion,
    }


def describe_open_place(asked: Asked) -> Described:
    """Nothing is listed while the place could be several: whoever asks chooses first."""
    return _empty(asked) | {
        "place_choices": [place.as_json() for place in asked.choices],
        "place_suggestions": [place.as_json() for place in asked.suggestions],
    }


def _empty(asked: Asked) -> Described:
    return {
        "total": 0,
        "page": 1,
        "pages": 1,
        "criteria": _criteria(asked),
        "place_choices": [],
        "place_suggestions": [],
        "results": [],
        "online_elsewhere": [],
        "nearly": [],
        "facets": {},
        "not_reported": {},
        "left_out": 0,
        "relaxations": [],
        "suggestion": None,
        "ignored": [
            {"parameter": notice.name, "value": notice.value, "why": notice.trouble.value}
            for notice in asked.notices
        ],
    }


def _criteria(asked: Asked) -> Described:
    """As `explain` has it, with what was chosen beside what the sentence says."""
    criteria = asked.criteria
    understood = asked.understood or Understood(sentence="", criteria=criteria)
    return replace(understood, criteria=criteria).as_json() | {
        "accepting": criteria.accepting,
        "free": [free_arg(span) for span in sorted(criteria.free)],
        "hours_min": criteria.hours_min,
        "hours_max": criteria.hours_max,
        "confirmed_within": criteria.confirmed_within,
        "older": criteria.older,
        "sort": criteria.sort.value,
    }


def _match(match: Match, criteria: Criteria) -> Described:
    card = match.card
    return {
        "slug": card.slug,
        "name": card.name,
        "place": {
            "street": card.address.street,
            "city": card.address.city,
            "state": card.address.state,
            "zip": card.address.zip,
        },
        "phones": [{"kind": phone.kind, "number": phone.number} for phone in card.phones],
        "distance_miles": None if match.miles is None else round(match.miles, 1),
        "distance_is_approximate": card.address.precision is not Precision.EXACT,
        "programs": [
            {"care": line.care, "fit": _fit(match.fits.get(line.id))} for line in match.programs
        ],
        "confirmed_on": card.confirmed_on.isoformat() if card.confirmed_on else None,
        "no_longer_listed_since": card.gone_since.isoformat() if card.gone_since else None,
        "demonstration": card.demonstration,
        "matched": list(_matched(match)),
        "unknown": _pairs(match.unknown),
        "missed": _pairs(_missed(match, criteria)),
    }


def _fit(fit: Fit | None) -> str | None:
    if fit is None:
        return None
    return "full" if fit.full else f"{fit.attended} of {fit.of}"


def _matched(match: Match) -> Iterator[Described]:
    for told in match.confirmations:
        for about in told.about:
            yield _pair(about) | {
                "reported_on": told.reported_on.isoformat() if told.reported_on else None,
                "source": told.source.slug if told.source else None,
            }


def _missed(match: Match, criteria: Criteria) -> list[Selection]:
    """Alternatives that were asked for and that this site does not answer yes to."""
    met = {about for told in match.confirmations for about in told.about}
    return sorted(criteria.include - met - set(match.unknown))


def _count(count: TermCount, facet: Facet, criteria: Criteria, words: Vocabulary) -> Described:
    term = words.get(facet, count.slug)
    return {
        "slug": count.slug,
        "label": term.label if term else count.slug,
        "count": count.count,
        "not_reported": count.not_reported,
        "selected": Selection(facet, count.slug) in criteria.include,
    }


def _relaxation(way: Relaxation) -> Described:
    drop = _pair(way.drop) if isinstance(way.drop, Selection) else {"parameter": way.drop}
    return {"drop": drop, "total": way.total} | ({"radius": way.radius} if way.radius else {})


def _pairs(selections: Iterable[Selection]) -> list[Described]:
    return [_pair(selection) for selection in selections]


def _pair(selection: Selection) -> Described:
    return {"facet": selection.facet.value, "slug": selection.slug}
