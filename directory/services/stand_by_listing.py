"""Those who keep a listing answer readers' reports: it is right as it stands."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.domain.revisions import CorrectionStatus
from directory.storage import audit, corrections


def stand_by_listing(
    session: Session, provider_id: int, reports: Collection[int], actor: Actor
) -> int:
    """Close those of these reports that are about it and open; return how many.

    Reports are named one by one, so that none is closed that came after the page was read.
    """
    told = [each for each in corrections.open_of(session, [provider_id]) if each.id in reports]
    for each in told:
        corrections.decide(session, each.id, CorrectionStatus.WRONG, actor.account_id)
        found = {"correction": each.id, "about": each.about, "found": CorrectionStatus.WRONG.value}
        audit.note(session, actor, Deed(Act.ANSWERED, each.slug, provider_id, found))
    session.commit()
    return len(told)
