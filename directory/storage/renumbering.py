"""What was sent in about programs that became part of others names those others from then on."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.revisions import CorrectionStatus, RevisionStatus
from directory.storage.models import CorrectionRow, RevisionRow

UNDECIDED = (
    RevisionStatus.DRAFT.value,
    RevisionStatus.UNCONFIRMED.value,
    RevisionStatus.PENDING.value,
)


def renumber(session: Session, provider_id: int, numbers: Mapping[int, int]) -> None:
    """`numbers`: what each program is now. What was decided before stays as it was said."""
    if not numbers:
        return
    mine = (RevisionRow.provider_id == provider_id, RevisionRow.status.in_(UNDECIDED))
    for row in session.scalars(select(RevisionRow).where(*mine)):
        row.base = {_renumbered(key, numbers): value for key, value in row.base.items()}
        row.proposal = {_renumbered(key, numbers): value for key, value in row.proposal.items()}
    reports = (
        CorrectionRow.provider_id == provider_id,
        CorrectionRow.status == CorrectionStatus.OPEN.value,
    )
    for report in session.scalars(select(CorrectionRow).where(*reports)):
        report.about = _renumbered(report.about, numbers)
    session.flush()
    session.expire_all()


def _renumbered(key: str, numbers: Mapping[int, int]) -> str:
    about = documents.subject(key)
    if not about.program.isdecimal() or int(about.program) not in numbers:
        return key
    return documents.key_of(str(numbers[int(about.program)]), about.name)
