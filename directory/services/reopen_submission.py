"""What was sent in by a mistyped address, or was refused, is changed and sent in again."""

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.domain.revisions import RevisionStatus
from directory.services import submit_listing
from directory.services.submit_listing import UNTOLD
from directory.storage import audit, revisions

REOPENED = (RevisionStatus.UNCONFIRMED, RevisionStatus.REFUSED)


def reopen_submission(session: Session, secret: str, actor: Actor) -> bool:
    """Let it be a draft again, at the same address. False: it is one, or waits for an editor.

    Raises NoDraftError.
    """
    known = submit_listing.found(session, secret)
    was = known.status
    if was not in REOPENED or not revisions.turn(session, known.id, was, RevisionStatus.DRAFT):
        return False
    revisions.save(session, known.id, known.version, known.proposal)  # old drafts are cleared away
    name = str(known.proposal.get("name", "")) or UNTOLD
    audit.note(session, actor, Deed(Act.REOPENED, name, details={"revision": known.id}))
    session.commit()
    return True
