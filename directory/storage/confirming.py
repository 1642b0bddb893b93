"""Renews the day for which a listing is known to be right."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.domain.facts import SourceKind
from directory.storage import outbox
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProviderFactRow,
    ProviderRow,
    SourceRow,
)


def confirm(session: Session, ids: Sequence[int], day: date) -> None:
    """All that the providers say themselves holds on this day; what lists say keeps its date."""
    own = select(SourceRow.id).where(SourceRow.kind == SourceKind.PROVIDER.value)
    programs = select(ProgramRow.id).where(ProgramRow.provider_id.in_(ids))
    for statement in (
        update(ProviderRow).where(ProviderRow.id.in_(ids)).values(confirmed_on=day),
        update(ProviderFactRow)
        .where(ProviderFactRow.provider_id.in_(ids), ProviderFactRow.source_id.in_(own))
        .values(reported_on=day),
        update(ProgramFactRow)
        .where(ProgramFactRow.program_id.in_(programs), ProgramFactRow.source_id.in_(own))
        .values(reported_on=day),
        update(PlanRow)
        .where(PlanRow.provider_id.in_(ids), PlanRow.source_id.in_(own))
        .values(confirmed_on=day),
        update(ProgramRow)
        .where(ProgramRow.provider_id.in_(ids), ProgramRow.openings != "")
        .values(openings_on=day),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    outbox.note(session, ids)
