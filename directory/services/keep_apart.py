"""An editor says that two listings are two places; that is remembered."""

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.storage import audit, doubts
from directory.storage.doubts import Verdict


def keep_apart(session: Session, newer: Listing, older: Listing, editor: Actor) -> bool:
    """False: somebody decided before."""
    pair = (newer.id, older.id)
    if not doubts.decide(session, pair, Verdict.APART, editor.account_id):
        return False
    told = {"from": older.slug, "from_id": older.id}
    audit.note(session, editor, Deed(Act.KEPT_APART, newer.slug, newer.id, told))
    session.commit()
    return True
