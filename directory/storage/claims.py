"""Claims: somebody says that a listing is their organization's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.orm import Session, aliased

from directory.domain.moments import now
from directory.domain.revisions import ClaimStatus
from directory.storage.models import AccountRow, ClaimRow, ProviderRow

TABLE = ClaimRow.__table__.c


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A claim as it is begun. `contact`: the listed number or the address that proves it."""

    provider_id: int
    account_id: int
    organization_id: int | None
    organization: str
    proof: str  # phone, mail, document
    contact: str = ""
    code_digest: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    id: int
    provider_id: int
    slug: str
    provider: str  # its name
    account_id: int
    email: str
    language: str
    organization_id: int | None
    organization: str
    proof: str
    contact: str
    code_digest: str
    tries: int
    document: str
    note: str
    status: ClaimStatus
    asked_at: datetime
    proven_at: datetime | None
    decided_by: str  # an editor's address
    decided_at: datetime | None
    reason: str


def add(session: Session, asked: Asked) -> int:
    row = ClaimRow(**{name: getattr(asked, name) for name in Asked.__slots__})
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, id_: int) -> Claim | None:
    return next(_read(session, ClaimRow.id == id_), None)


def open_ones(session: Session) -> list[Claim]:
    """Those that wait longest first."""
    return list(_read(session, ClaimRow.status == ClaimStatus.OPEN.value))


def of_account(session: Session, account_id: int) -> list[Claim]:
    return list(_read(session, ClaimRow.account_id == account_id))


def of_provider(session: Session, provider_id: int) -> list[Claim]:
    return list(_read(session, ClaimRow.provider_id == provider_id))


def count(session: Session) -> int:
    """How many wait."""
    query = select(func.count()).select_from(ClaimRow)
    return session.scalar(query.where(ClaimRow.status == ClaimStatus.OPEN.value)) or 0


def set_code(session: Session, id_: int, digest: str) -> None:
    _change(session, id_, code_digest=digest, tries=0)


def count_try(session: Session, id_: int) -> None:
    _change(session, id_, tries=ClaimRow.tries + 1)


def prove(session: Session, id_: int) -> bool:
    """False: it is decided."""
    return _change(session, id_, proven_at=now(), code_digest="")


def decide(
    session: Session, id_: int, status: ClaimStatus, by_id: int | None, reason: str = ""
) -> bool:
    """False: somebody decided before."""
    ended = {"decided_by_id": by_id, "decided_at": now(), "reason": reason}
    return _change(session, id_, status=status.value, **ended)


def decided_documents(session: Session, before: datetime) -> list[str]:
    """The files of claims that were decided before."""
    old = (ClaimRow.decided_at < before, ClaimRow.document != "")
    return list(session.scalars(select(ClaimRow.document).where(*old)))


def documents(session: Session, account_id: int | None = None) -> set[str]:
    """The files that claims name: those of one account, or all."""
    query = select(ClaimRow.document).where(ClaimRow.document != "")
    if account_id is not None:
        query = query.where(ClaimRow.account_id == account_id)
    return set(session.scalars(query))


def forget_document(session: Session, name: str) -> None:
    session.execute(update(ClaimRow).where(ClaimRow.document == name).values(document=""))


def _change(session: Session, id_: int, **values: object) -> bool:
    """Of one that is open."""
    one = update(ClaimRow).where(ClaimRow.id == id_, ClaimRow.status == ClaimStatus.OPEN.value)
    result = session.execute(one.values(**values).execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1


def _read(session: Session, which: ColumnElement[bool]) -> Iterator[Claim]:
    decided = aliased(AccountRow)
    query = (
        select(*TABLE, AccountRow.email, AccountRow.language, ProviderRow.slug)
        .add_columns(ProviderRow.name.label("provider"), decided.email.label("decided_by"))
        .join(AccountRow, AccountRow.id == TABLE.account_id)
        .join(ProviderRow, ProviderRow.id == TABLE.provider_id)
        .outerjoin(decided, decided.id == TABLE.decided_by_id)
        .where(which)
        .order_by(TABLE.id)
    )
    for row in session.execute(query).all():
        values = {name: row._mapping[name] for name in Claim.__slots__}
        told = {"status": ClaimStatus(row.status), "decided_by": row.decided_by or ""}
        yield Claim(**values | told)
