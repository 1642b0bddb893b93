"""Corrections: somebody says that one thing in a listing is wrong. Nothing is kept of who."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, func, select, update
from sqlalchemy.orm import Session

from directory.domain.moments import now
from directory.domain.revisions import CorrectionStatus
from directory.storage.models import AccountRow, CorrectionRow, ProviderRow

TABLE = CorrectionRow.__table__.c
MAKES_DISPUTED = 2  # reports that do not know of each other


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    id: int
    provider_id: int
    slug: str
    provider: str  # its name
    about: str  # a key of the listing's document; empty: something else
    shown: str  # what stood there
    said: str  # what is right, in their words
    status: CorrectionStatus
    reported_at: datetime
    decided_by: str  # an editor's address
    decided_at: datetime | None


def add(session: Session, provider_id: int, about: str, shown: str, said: str) -> int:
    row = CorrectionRow(provider_id=provider_id, about=about, shown=shown, said=said)
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, id_: int) -> Correction | None:
    return next(_read(session, CorrectionRow.id == id_), None)


def open_ones(session: Session) -> list[Correction]:
    """Those that wait longest first."""
    return list(_read(session, _is_open()))


def open_of(session: Session, provider_ids: Collection[int]) -> list[Correction]:
    """Of several listings, the oldest first."""
    return list(_read(session, and_(CorrectionRow.provider_id.in_(provider_ids), _is_open())))


def of_provider(session: Session, provider_id: int) -> list[Correction]:
    return list(_read(session, CorrectionRow.provider_id == provider_id))


def disputed(session: Session, provider_id: int) -> dict[str, int]:
    """By key, how many say that what is shown there is wrong, where that is several."""
    query = select(CorrectionRow.about).where(CorrectionRow.provider_id == provider_id, _is_open())
    counted = Counter(session.scalars(query))
    return {about: many for about, many in counted.items() if about and many >= MAKES_DISPUTED}


def count(session: Session) -> int:
    """How many wait."""
    return session.scalar(select(func.count()).select_from(CorrectionRow).where(_is_open())) or 0


def decide(session: Session, id_: int, status: CorrectionStatus, by_id: int | None) -> bool:
    """False: somebody decided before."""
    one = update(CorrectionRow).where(CorrectionRow.id == id_, _is_open())
    values = {"status": status.value, "decided_by_id": by_id, "decided_at": now()}
    result = session.execute(one.values(**values).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1


def settle(session: Session, provider_id: int, about: Collection[str]) -> None:
    """What was reported of these keys is mended: something else stands there now."""
    mended = CorrectionRow.about.in_(about)
    values = {"status": CorrectionStatus.RIGHT.value, "decided_at": now()}
    session.execute(
        update(CorrectionRow)
        .where(CorrectionRow.provider_id == provider_id, _is_open(), mended)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _is_open() -> ColumnElement[bool]:
    return CorrectionRow.status == CorrectionStatus.OPEN.value


def _read(session: Session, which: ColumnElement[bool]) -> Iterator[Correction]:
    query = (
        select(*TABLE, ProviderRow.slug, ProviderRow.name.label("provider"))
        .add_columns(AccountRow.email.label("decided_by"))
        .join(ProviderRow, ProviderRow.id == TABLE.provider_id)
        .outerjoin(AccountRow, AccountRow.id == TABLE.decided_by_id)
        .where(which)
        .order_by(TABLE.id)
    )
    for row in session.execute(query).all():
        values = {name: row._mapping[name] for name in Correction.__slots__}
        told = {"status": CorrectionStatus(row.status), "decided_by": row.decided_by or ""}
        yield Correction(**values | told)
