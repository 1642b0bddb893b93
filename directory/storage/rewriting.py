"""Writes listings over what is kept of them, whoever said it."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.storage import imports, keeping, outbox
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    SessionRow,
)


def rewrite(session: Session, listings: Collection[Listing]) -> None:
    """Each takes the place of the listing with its id, and the index is told."""
    ids = [listing.id for listing in listings]
    imports.save_details(session, listings)
    _forget(session, ids)
    keeper = keeping.Keeper(session)
    rows: keeping.Rows = {}
    for listing in listings:
        keeper.gather_said(listing, listing.id, rows)
    keeping.insert_all(session, rows)
    outbox.note(session, ids)


def _forget(session: Session, ids: Collection[int]) -> None:
    programs = select(ProgramRow.id).where(ProgramRow.provider_id.in_(ids))
    for of_program in (ProgramFactRow, SessionRow, ProgramStateRow):
        session.execute(delete(of_program).where(of_program.program_id.in_(programs)))
    for of_site in (ProviderFactRow, PlanRow, ProgramRow):
        session.execute(delete(of_site).where(of_site.provider_id.in_(ids)))
