"""How the directory does: what is fresh, what is covered, what waits, what was imported last."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from flask import render_template, request

from directory import context
from directory.domain import moments
from directory.domain.freshness import Freshness
from directory.domain.review import Kind
from directory.domain.revisions import ProviderStatus
from directory.services.list_waiting import Asked, list_waiting
from directory.storage import overview
from directory.storage.overview import Census
from directory.web import formats, review_desk, review_queue

Key = TypeVar("Key")

IMPORTS = 5  # the latest
FRESHNESS: Mapping[Freshness, str] = {
    Freshness.FRESH: "fresh: said within 90 days",
    Freshness.AGEING: "ageing: within a year",
    Freshness.STALE: "stale: more than a year ago",
    Freshness.UNKNOWN: "of no known day",
}
STATUSES: Mapping[ProviderStatus, str] = {
    ProviderStatus.PUBLISHED: "shown",
    ProviderStatus.PENDING: "not shown yet",
    ProviderStatus.PAUSED: "paused",
    ProviderStatus.CLOSED: "closed",
    ProviderStatus.MERGED: "merged into others",
}


def show() -> str:
    session, today = context.session(), formats.today()
    queue = list_waiting(session, review_desk.watch(), Asked(), moments.now())
    census = overview.census(session, today)
    state = request.args.get("state", "")
    return render_template(
        "review/overview.html",
        queue=queue,
        waiting=[(each.value, review_queue.NAMES[each][1], queue.by_kind[each]) for each in Kind],
        fresh=_counted(FRESHNESS, ((one.freshness, one.places) for one in _shown(census))),
        statuses=_counted(STATUSES, ((one.status, one.places) for one in census)),
        openings=overview.openings(session, today),
        mail=overview.mail(session),
        imports=list(overview.last_imports(session, IMPORTS)),
        states=_states(census, overview.with_iop(session)),
        state=state,
        counties=overview.counties(session, state) if state else [],
    )


def _shown(census: list[Census]) -> list[Census]:
    return [one for one in census if one.status is ProviderStatus.PUBLISHED]


def _counted(words: Mapping[Key, str], numbers: Iterable[tuple[Key, int]]) -> list[tuple[str, int]]:
    found: Counter[Key] = Counter()
    for key, number in numbers:
        found[key] += number
    return [(text, found[key]) for key, text in words.items()]


def _states(census: list[Census], with_iop: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Each with its places, and how many of them have a program at the level IOP."""
    places: Counter[str] = Counter()
    for one in _shown(census):
        places[one.state] += one.places
    return [(state, places[state], with_iop.get(state, 0)) for state in sorted(places) if state]
