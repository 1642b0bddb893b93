"""What an editor accepts becomes true, and what is refused is taken back. Commits nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.differences import Difference
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import Revision, RevisionKind
from directory.services import invite_member, undo_revision
from directory.services.add_listing import add_listing
from directory.services.publish_changes import by_editor, by_provider, publish_changes
from directory.storage import listings, organizations, revisions, statuses
from directory.storage.gazetteer import Gazetteer


class Desk(Protocol):
    """As review_revision has it."""

    @property
    def gazetteer(self) -> Gazetteer: ...

    @property
    def today(self) -> date: ...

    @property
    def manage_link(self) -> str: ...

    def invitation_link(self, secret: str, /) -> str: ...


def realize(
    session: Session, revision: Revision, chosen: Sequence[Difference], desk: Desk
) -> Listing:
    """Who sent it in said so on the day they did, whenever an editor reads it."""
    said_on = revision.proposed_at.date() if revision.proposed_at else desk.today
    spoken = by_provider(said_on, revision.id)
    if revision.kind is not RevisionKind.SUBMISSION:
        known = revision.provider_id or 0
        return publish_changes(session, known, chosen, spoken, desk.gazetteer)
    listing = add_listing(session, chosen, spoken, desk.gazetteer, revision.organization_id)
    revisions.belongs(session, revision.id, listing.id)
    return listing


def take_back(session: Session, revision: Revision, desk: Desk) -> tuple[Difference, ...]:
    """What was shown before an editor saw it and still is. Returns what changes."""
    listing = listings.whole(session, revision.provider_id) if revision.provider_id else None
    if not revision.is_live or listing is None:
        return ()
    back = undo_revision.undoable(revision, documents.of(listing))
    if back:
        spoken = by_editor(desk.today, revision.id)
        publish_changes(session, listing.id, back, spoken, desk.gazetteer)
    return back


def hand_over(session: Session, revision: Revision, editor: Actor, desk: Desk) -> str:
    """Let who sent in a new listing keep it; return the link by which they do.

    One that was begun for an organization is its own, whoever belongs to it by now.
    """
    standing = statuses.of(session, revision.provider_id or 0)
    kept_by = (standing and standing.organization_id) or 0
    organization = organizations.by_id(session, kept_by)
    is_new = revision.kind is RevisionKind.SUBMISSION and revision.organization_id is None
    if not is_new or organization is None:
        return desk.manage_link
    if revision.account_id is not None:
        organizations.join(session, revision.account_id, organization.id)
        return desk.manage_link
    secret = invite_member.begin(session, organization, revision.email, editor)
    return desk.invitation_link(secret)
