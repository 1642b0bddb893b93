"""An editor lets an organization's small facts be shown at once, or ceases to."""

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.storage import audit, organizations


def trust_organization(session: Session, id_: int, editor: Actor, *, trusted: bool) -> bool:
    """False: it is so already, or there is no such organization."""
    known = organizations.by_id(session, id_)
    if known is None or known.trusted == trusted:
        return False
    organizations.trust(session, id_, trusted=trusted)
    act = Act.TRUSTED if trusted else Act.DISTRUSTED
    audit.note(session, editor, Deed(act, known.name, details={"organization": id_}))
    session.commit()
    return True
