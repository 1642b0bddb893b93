"""Takes back what a revision made true, as far as nobody changed it since."""

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.acts import Act, Deed
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.people import Actor
from directory.domain.revisions import Begun, Revision, RevisionKind, RevisionStatus
from directory.services.publish_changes import ListingGoneError, Spoken, publish_changes
from directory.storage import audit, listings, revisions
from directory.storage.gazetteer import Gazetteer


class NothingToUndoError(ValueError):
    """Nothing of it stands any more."""


def undoable(revision: Revision, shown: Document) -> tuple[Difference, ...]:
    """What would be taken back of a listing that is shown so; a new listing is closed instead."""
    if revision.kind is RevisionKind.SUBMISSION:
        return ()
    made = (Difference(key, *ends) for key, ends in (revision.accepted or {}).items())
    return differences.backwards(each for each in made if shown.get(each.key) == each.became)


def undo_revision(
    session: Session, revision: Revision, actor: Actor, spoken: Spoken, gazetteer: Gazetteer
) -> Revision:
    """Return the revision that takes it back. Raises NothingToUndoError, ListingGoneError."""
    listing = listings.whole(session, revision.provider_id or 0)
    if listing is None:
        raise ListingGoneError(revision.provider_id)
    shown = documents.of(listing)
    back = undoable(revision, shown)
    if not back:
        raise NothingToUndoError
    begun = Begun(
        kind=RevisionKind.UNDO,
        base=shown,
        proposal=differences.applied(shown, back),
        provider_id=listing.id,
        organization_id=revision.organization_id,
        account_id=actor.account_id,
        email=actor.name,
        note=str(revision.id),
    )
    id_ = revisions.begin(session, begun)
    revisions.propose(session, id_, RevisionStatus.PENDING)
    told = differences.noted(back)
    ended = {"accepted": told, "decided_by_id": actor.account_id}
    revisions.decide(session, id_, RevisionStatus.ACCEPTED, **ended)
    publish_changes(session, listing.id, back, spoken_in(spoken, id_), gazetteer)
    deed = Deed(Act.UNDID, listing.name, listing.id, {"revision": revision.id, "changed": told})
    audit.note(session, actor, deed)
    session.commit()
    return revisions.by_id(session, id_) or revision


def spoken_in(spoken: Spoken, revision_id: int) -> Spoken:
    return Spoken(source=spoken.source, day=spoken.day, revision_id=revision_id)
