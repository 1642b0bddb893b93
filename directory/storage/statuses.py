"""Whether listings are shown, and by whom they are kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.domain.revisions import ProviderStatus
from directory.storage import outbox
from directory.storage.models import ProviderRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    id: int
    slug: str
    status: ProviderStatus
    organization_id: int | None


def by_slug(session: Session, slug: str) -> Standing | None:
    """Whether it is published or not."""
    return _one(session, ProviderRow.slug, slug)


def of(session: Session, provider_id: int) -> Standing | None:
    return _one(session, ProviderRow.id, provider_id)


def change(session: Session, provider_id: int, status: ProviderStatus) -> None:
    """Show it from now on, or do not; the index is told."""
    one = update(ProviderRow).where(ProviderRow.id == provider_id)
    session.execute(one.values(status=status.value))
    outbox.note(session, [provider_id])


def give(session: Session, provider_id: int, organization_id: int | None) -> None:
    """Let an organization keep it from now on."""
    one = update(ProviderRow).where(ProviderRow.id == provider_id)
    session.execute(one.values(organization_id=organization_id))


def _one(session: Session, column: InstrumentedAttribute[Any], value: object) -> Standing | None:
    columns = (ProviderRow.id, ProviderRow.slug, ProviderRow.status, ProviderRow.organization_id)
    row = session.execute(select(*columns).where(column == value)).one_or_none()
    if row is None:
        return None
    return Standing(
        id=row.id,
        slug=row.slug,
        status=ProviderStatus(row.status),
        organization_id=row.organization_id,
    )
