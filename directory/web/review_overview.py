"""How the directory does: what is fresh, what is covered, what waits, what was imported last."""

from collections.abc import Mapping

from flask import render_template, request

from directory import context
from directory.domain import moments
from directory.domain.freshness import Freshness
from directory.domain.review import Kind
from directory.domain.revisions import ProviderStatus
from directory.services.list_waiting import Asked, list_waiting
from directory.storage import overview
from directory.web import formats, review_desk, review_queue

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
    states = overview.states(session)
    state = request.args.get("state", "")
    fresh, by_status = overview.freshness(session, today), overview.by_status(session)
    return render_template(
        "review/overview.html",
        queue=queue,
        waiting=[(each.value, review_queue.NAMES[each][1], queue.by_kind[each]) for each in Kind],
        fresh=[(text, fresh[each]) for each, text in FRESHNESS.items()],
        statuses=[(text, by_status.get(each, 0)) for each, text in STATUSES.items()],
        openings=overview.openings(session, today),
        mail=overview.mail(session),
        imports=list(overview.last_imports(session, IMPORTS)),
        states=states,
        state=state,
        counties=overview.counties(session, state) if state else [],
    )
