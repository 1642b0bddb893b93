"""An editor answers a report of a mistake: mends it, or finds that what is shown is true."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory.domain import differences
from directory.domain.acts import Act, Deed
from directory.domain.differences import Difference
from directory.domain.people import Actor
from directory.domain.revisions import CorrectionStatus
from directory.services.publish_changes import by_editor, publish_changes
from directory.services.review_revision import Desk
from directory.storage import audit, corrections, listings
from directory.storage.corrections import Correction


class NoCorrectionError(LookupError):
    """There is no such report."""


class AnsweredError(ValueError):
    """Somebody answered before; `args[0]` is the report as it is now."""


def find_right(
    session: Session, id_: int, editor: Actor, mended: Sequence[Difference], desk: Desk
) -> Correction:
    """Publish what is right as an editor's word; nothing, where it was mended already.

    Raises NoCorrectionError, AnsweredError, ListingGoneError.
    """
    report = _answered(session, id_, CorrectionStatus.RIGHT, editor)
    if mended:
        publish_changes(session, report.provider_id, mended, by_editor(desk.today), desk.gazetteer)
    changed = differences.noted(mended)
    _note(session, report, editor, {"changed": changed})
    session.commit()
    return report


def find_wrong(session: Session, id_: int, editor: Actor) -> Correction:
    """Raises NoCorrectionError, AnsweredError."""
    report = _answered(session, id_, CorrectionStatus.WRONG, editor)
    _note(session, report, editor, {})
    session.commit()
    return report


def _answered(session: Session, id_: int, status: CorrectionStatus, editor: Actor) -> Correction:
    done = corrections.decide(session, id_, status, editor.account_id)
    report = corrections.by_id(session, id_)
    if report is None:
        raise NoCorrectionError(id_)
    if not done:
        raise AnsweredError(report)
    return report


def _note(session: Session, report: Correction, editor: Actor, details: dict[str, object]) -> None:
    listing = listings.whole(session, report.provider_id)
    told = details | {"correction": report.id, "about": report.about, "found": report.status.value}
    name = listing.full_name if listing else ""
    audit.note(session, editor, Deed(Act.ANSWERED, name, report.provider_id, told))
