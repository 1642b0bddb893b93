"""Marks sites that a list does not name any more, and unmarks them; they stay, and say so."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.changes import GONE, LISTED, Change
from directory.services.import_report import Line, Outcome
from directory.storage import history, imports, outbox, records, standing
from directory.storage.records import StoredRecord

WENT = Change(was=LISTED, became=GONE)
CAME = Change(was=GONE, became=LISTED)


def mark_gone(
    session: Session, gone: Sequence[StoredRecord], source_id: int, day: date
) -> list[Line]:
    """`source_id`, `day`: the edition that leaves them out. Returns what to report of them."""
    ids = [stored.provider_id for stored in gone]
    records.mark_gone(session, gone, day)
    standing.refresh(session, ids, day)
    outbox.note(session, ids)
    history.note(session, source_id, day, ((id_, WENT) for id_ in ids))
    return [
        Line(
            outcome=Outcome.GONE,
            line=None,
            name=site.full_name,
            slug=site.slug,
            note=f"not listed since {day}",
            changes=(WENT,),
        )
        for site in imports.details(session, ids).values()
    ]


def mark_named(session: Session, known: StoredRecord, source_id: int, day: date) -> None:
    """Undo it for a site that is named again, whose record stays as it was otherwise."""
    records.mark_gone(session, [known], None)
    standing.refresh(session, [known.provider_id], day)
    outbox.note(session, [known.provider_id])
    history.note(session, source_id, day, [(known.provider_id, CAME)])
