"""Listings that are not shown any more, for who comes to their address."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.domain.listings import Listing
from directory.domain.revisions import ProviderStatus
from directory.storage import listings, statuses
from directory.storage.models import AuditRow, ProviderRow

# What was sent in and what became another listing have no page of their own.
TOLD = (ProviderStatus.PAUSED, ProviderStatus.CLOSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Departed:
    listing: Listing
    status: ProviderStatus
    since: date


def by_slug(session: Session, slug: str) -> Departed | None:
    standing = statuses.by_slug(session, slug)
    if standing is None or standing.status not in TOLD:
        return None
    listing = listings.whole(session, standing.id)
    since = _since(session, standing.id, standing.status)
    return Departed(listing=listing, status=standing.status, since=since) if listing else None


def _since(session: Session, provider_id: int, status: ProviderStatus) -> date:
    """The day of the act, as the trail has it; without one, of the last change."""
    acted = select(func.max(AuditRow.at)).where(
        AuditRow.provider_id == provider_id, AuditRow.act == status.value
    )
    changed = select(ProviderRow.updated_at).where(ProviderRow.id == provider_id)
    at = session.scalar(acted) or session.scalars(changed).one()
    return at.date()
