"""An editor's own change to a listing is shown at once, as the editor's word."""

from datetime import date

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.domain.revisions import Revision, RevisionStatus
from directory.services.publish_changes import ListingGoneError, by_editor, publish_changes
from directory.services.submit_listing import ChangedMeanwhileError
from directory.storage import audit, listings, revisions
from directory.storage.gazetteer import Gazetteer


def publish_draft(
    session: Session, draft: Revision, editor: Actor, gazetteer: Gazetteer, today: date
) -> Revision:
    """What others changed since the draft was begun stays, but where the draft says otherwise.

    Raises ListingGoneError, ChangedMeanwhileError where it is a draft no more.
    """
    provider_id = draft.provider_id or 0
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise ListingGoneError(provider_id)
    if not revisions.propose(session, draft.id, RevisionStatus.PENDING):
        raise ChangedMeanwhileError(revisions.by_id(session, draft.id))
    mine = differences.since(draft.base, draft.proposal, documents.of(listing)).mine
    publish_changes(session, provider_id, mine, by_editor(today, draft.id), gazetteer)
    changed = differences.noted(mine)
    ended = {"accepted": changed, "decided_by_id": editor.account_id}
    revisions.decide(session, draft.id, RevisionStatus.ACCEPTED, **ended)
    told = {"revision": draft.id, "changed": changed}
    audit.note(session, editor, Deed(Act.CHANGED, listing.full_name, provider_id, told))
    session.commit()
    return revisions.by_id(session, draft.id) or draft
