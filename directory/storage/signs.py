"""What stands over providers' doors: their names, to be recognized in what people type."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.storage.models import ProviderRow


class Sign(NamedTuple):
    name: str
    city: str
    state: str
    slug: str


def all_signs(session: Session) -> list[Sign]:
    """Every published provider's, by name."""
    columns = (ProviderRow.name, ProviderRow.city, ProviderRow.state, ProviderRow.slug)
    published = select(*columns).where(ProviderRow.status == "published")
    rows = session.execute(published.order_by(ProviderRow.name, ProviderRow.id))
    return [Sign._make(row) for row in rows]
