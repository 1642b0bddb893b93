"""What the directory holds as a whole, and since when it has been so."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.storage.models import OutboxRow, ProgramRow, ProviderRow

CLOCK = "%Y%m%d%H%M%S"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The directory after its latest change; equal editions have equal contents."""

    number: int
    changed_at: datetime  # UTC, whole seconds

    @classmethod
    def named(cls, name: str) -> Self:
        """Undo `name`."""
        number, _, at = name.partition("-")
        return cls(number=int(number), changed_at=datetime.strptime(f"{at}+0000", f"{CLOCK}%z"))

    @property
    def name(self) -> str:
        return f"{self.number}-{self.changed_at:{CLOCK}}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Of what is published."""

    sites: int
    programs: int


def edition(session: Session) -> Edition:
    """What changes a listing notes it in the outbox, which keeps its last row for ever."""
    latest = select(OutboxRow.id, OutboxRow.at).order_by(OutboxRow.id.desc()).limit(1)
    row = session.execute(latest).first()
    at = row.at if row else datetime.fromtimestamp(0, UTC)
    return Edition(number=row.id if row else 0, changed_at=at.replace(microsecond=0, tzinfo=UTC))


def counts(session: Session) -> Counts:
    published = ProviderRow.status == "published"
    sites = select(func.count()).select_from(ProviderRow).where(published)
    programs = select(func.count()).select_from(ProgramRow).join(ProviderRow).where(published)
    return Counts(sites=session.scalar(sites) or 0, programs=session.scalar(programs) or 0)
