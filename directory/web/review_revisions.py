"""A new listing or a change, as an editor reads it."""

from dataclasses import dataclass

from flask import abort, render_template, url_for

from directory import context
from directory.domain import documents
from directory.domain.differences import Difference
from directory.domain.listings import Listing
from directory.domain.mail import Written
from directory.domain.review import Kind
from directory.domain.revisions import Revision, RevisionKind, RevisionStatus
from directory.services import review_revision
from directory.services.review_revision import DecidedError, TakenError
from directory.services.undo_revision import undoable
from directory.storage import listings, organizations, revisions
from directory.storage.organizations import Organization
from directory.web import (
    difference_words,
    review_alike,
    review_desk,
    review_parts,
    review_reasons,
    review_shown,
)
from directory.web.difference_words import Told

EARLIER = 5  # decisions about what the same person sent in
DECIDED = (RevisionStatus.ACCEPTED, RevisionStatus.REFUSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class SentBy:
    """Who sent it in, as far as that helps to decide."""

    email: str
    has_account: bool
    organization: Organization | None
    earlier: tuple[Revision, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What stood in the form when it came back, and the mail that it would make."""

    reason: str = ""
    words: str = ""
    fault: str = ""
    mail: Written | None = None


NOTHING = Typed()


def show(kind: Kind, ref: str, typed: Typed = NOTHING) -> str:
    revision = _opened(ref)
    since = review_revision.wanted(context.session(), revision)
    before, following = review_desk.queue().beside((kind, ref))
    return render_template(
        "review/revision.html",
        revision=revision,
        name=name_of(revision),
        ref=ref,
        kind=kind.value,
        parts=review_parts.of(since, revision.proposal, revision.base),
        theirs=_told(since.theirs),
        made=_told(_made(revision)),
        can_undo=bool(_undoable(revision)),
        findings=review_parts.told_findings(revision.proposal),
        sender=_sender(revision),
        alike=review_alike.of(revision) if revision.kind is RevisionKind.SUBMISSION else (),
        listing=_listing(revision),
        mine=review_desk.person().email,
        reasons=review_reasons.REASONS,
        typed=typed,
        filters=review_desk.filters(),
        before=before and review_desk.address(before),
        following=following and review_desk.address(following),
    )


def preview(ref: str) -> str:
    """The page that readers would see if all of it were accepted."""
    revision = known(ref)
    changed = review_revision.wanted(context.session(), revision).mine
    kind = Kind.SUBMISSION if revision.kind is RevisionKind.SUBMISSION else Kind.CHANGE
    back = url_for("review.item", kind=kind.value, ref=ref, **review_desk.filters())
    return review_shown.page(
        review_shown.proposed(_listing(revision), changed), back, "If you accept all of it"
    )


def known(ref: str) -> Revision:
    revision = revisions.by_id(context.session(), int(ref)) if ref.isdecimal() else None
    return revision or abort(404)


def name_of(revision: Revision) -> str:
    return str(revision.proposal.get("name") or revision.base.get("name") or "No name")


def _opened(ref: str) -> Revision:
    """Taken by whoever opens it first; else as it is."""
    revision = known(ref)
    if revision.status is not RevisionStatus.PENDING:
        return revision
    try:
        with context.writing() as session:
            return review_revision.take(session, revision.id, review_desk.editor())
    except (TakenError, DecidedError) as error:
        found: Revision = error.args[0]
        return found


def _listing(revision: Revision) -> Listing | None:
    id_ = revision.provider_id
    return listings.whole(context.session(), id_) if id_ else None


def _made(revision: Revision) -> list[Difference]:
    """What of it became true."""
    return [Difference(key, *ends) for key, ends in (revision.accepted or {}).items()]


def _undoable(revision: Revision) -> tuple[Difference, ...]:
    listing = _listing(revision)
    return undoable(revision, documents.of(listing)) if listing else ()


def _told(changed: list[Difference] | tuple[Difference, ...]) -> list[tuple[str, list[Told]]]:
    return difference_words.parts(difference_words.told(changed, context.vocabulary()))


def _sender(revision: Revision) -> SentBy:
    session = context.session()
    asked = (session, revision.email, DECIDED, EARLIER + 1)
    decided = revisions.of_address(*asked) if revision.email else []
    return SentBy(
        email=revision.email,
        has_account=revision.account_id is not None,
        organization=organizations.by_id(session, revision.organization_id or 0),
        earlier=tuple(one for one in decided if one.id != revision.id)[:EARLIER],
    )
