"""What an editor sees of any listing, and does to it of their own accord."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain.listings import Listing
from directory.domain.revisions import ProviderStatus, RevisionStatus
from directory.services.leave_organization import leave_organization
from directory.services.set_status import Note, set_status
from directory.services.tell_history import Done, Event, Sent, tell_history
from directory.services.trust_organization import trust_organization
from directory.storage import claims, corrections, listings, organizations, revisions, statuses
from directory.storage.organizations import Organization
from directory.storage.statuses import Standing
from directory.web import difference_words, review_desk
from directory.web.difference_words import Told

STATUSES: Mapping[str, ProviderStatus] = {
    "pause": ProviderStatus.PAUSED,
    "close": ProviderStatus.CLOSED,
    "show": ProviderStatus.PUBLISHED,
}
SHOWN = 30  # events


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What happened, in words. `undo`: the revision that can be taken back."""

    at: datetime
    what: str
    who: str
    parts: Sequence[tuple[str, list[Told]]] = ()
    revision: int | None = None
    can_undo: bool = False


def show(slug: str) -> str:
    standing, listing = standing_of(slug), listing_of(slug)
    session = context.session()
    owner = organizations.by_id(session, standing.organization_id or 0)
    events = tell_history(session, listing)[:SHOWN]
    waiting = [
        one
        for one in revisions.of_provider(session, listing.id)
        if one.status is RevisionStatus.PENDING
    ]
    return render_template(
        "review/listing.html",
        listing=listing,
        standing=standing,
        owner=owner,
        members=organizations.members(session, owner.id) if owner else [],
        sites=len(organizations.providers(session, owner.id)) if owner else 0,
        waiting=waiting,
        claims=claims.of_provider(session, listing.id),
        reports=corrections.of_provider(session, listing.id),
        lines=list(_lines(events)),
    )


def find() -> ResponseReturnValue:
    """From a slug that somebody typed, or the whole address of a page."""
    typed = request.args.get("slug", "").strip().rstrip("/").rpartition("/")[2]
    if typed and typed.isprintable() and statuses.by_slug(context.session(), typed):
        return redirect(url_for("review.listing", slug=typed))
    return review_desk.done("There is no listing of that address.", url_for("review.queue"))


def merge_with(slug: str) -> ResponseReturnValue:
    typed = request.args.get("other", "").strip().rstrip("/").rpartition("/")[2]
    other = statuses.by_slug(context.session(), typed) if typed.isprintable() else None
    if other is None:
        told = "There is no listing of that address."
        return review_desk.done(told, url_for("review.listing", slug=slug))
    return redirect(url_for("review.merge", kept=standing_of(slug).id, gone=other.id))


def turn(slug: str) -> ResponseReturnValue:
    """Pause, close, or show again."""
    status = STATUSES.get(request.form.get("to", "")) or abort(400)
    reason = Note(reason=request.form.get("reason", "").strip())
    with context.writing() as session:
        editor = review_desk.editor()
        done = set_status(session, standing_of(slug).id, status, editor, reason)
    told = f"It is {status.value} now." if done else "Nothing was changed: it was so already."
    return review_desk.done(told, url_for("review.listing", slug=slug))


def trust(slug: str) -> ResponseReturnValue:
    owner = _owner(slug)
    trusted = "trust" in request.form
    with context.writing() as session:
        trust_organization(session, owner.id, review_desk.editor(), trusted=trusted)
    told = f"{owner.name} is {'trusted' if trusted else 'not trusted'} now."
    return review_desk.done(told, url_for("review.listing", slug=slug))


def remove(slug: str, account: int) -> ResponseReturnValue:
    """Let a member keep the organization's listings no more."""
    with context.writing() as session:
        leave_organization(session, _owner(slug), account, review_desk.editor())
    told = "They do not keep the listings of this organization any more."
    return review_desk.done(told, url_for("review.listing", slug=slug))


def standing_of(slug: str) -> Standing:
    found = statuses.by_slug(context.session(), slug) if slug.isprintable() else None
    return found or abort(404)


def listing_of(slug: str) -> Listing:
    return listings.whole(context.session(), standing_of(slug).id) or abort(404)


def _owner(slug: str) -> Organization:
    id_ = standing_of(slug).organization_id or 0
    return organizations.by_id(context.session(), id_) or abort(404)


def _lines(events: list[Event]) -> Iterator[Line]:
    for event in events:
        if isinstance(event, Sent):
            yield _sent(event)
        elif isinstance(event, Done):
            reason = str(event.details.get("reason") or "")
            what = f"{event.act.value}: {reason}" if reason else event.act.value
            yield Line(at=event.at, what=what, who=event.who)
        else:
            what = f"said {len(event.news)} things otherwise or anew"
            yield Line(at=event.at, what=what, who=event.source.name)


def _sent(event: Sent) -> Line:
    revision = event.revision
    told = difference_words.told(
        event.changed, context.vocabulary(), {**revision.base, **revision.proposal}
    )
    return Line(
        at=event.at,
        what=f"{revision.kind.value}, {revision.status.value}",
        who=revision.email,
        parts=difference_words.parts(told),
        revision=revision.id,
        can_undo=bool(event.undoes),
    )
