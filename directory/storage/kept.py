"""An organization's listings as those who keep them look over them, shown or not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.cards import ProgramLine
from directory.domain.listings import Phone
from directory.domain.revisions import ProviderStatus, RevisionKind, RevisionStatus
from directory.storage.cards import program_line
from directory.storage.models import PhoneRow, ProgramRow, ProviderRow, RevisionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    id: int
    slug: str
    name: str
    town: str
    organization_id: int
    status: ProviderStatus
    confirmed_on: date | None
    office_hours: str  # as domain.hours writes them


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A revision without its documents."""

    id: int
    provider_id: int | None
    kind: RevisionKind
    status: RevisionStatus
    account_id: int | None
    email: str
    saved_at: datetime
    proposed_at: datetime | None
    decided_at: datetime | None
    is_live: bool
    reason: str


_KEPT = (
    ProviderRow.id,
    ProviderRow.slug,
    ProviderRow.name,
    ProviderRow.name2,
    ProviderRow.city,
    ProviderRow.state,
    ProviderRow.organization_id,
    ProviderRow.status,
    ProviderRow.confirmed_on,
    ProviderRow.office_hours,
)
_PROGRAM = (
    ProgramRow.id,
    ProgramRow.provider_id,
    ProgramRow.care,
    ProgramRow.name,
    ProgramRow.hours_a_week,
    ProgramRow.openings,
    ProgramRow.wait_days,
    ProgramRow.openings_on,
)
_WORK = tuple(getattr(RevisionRow, name) for name in Work.__slots__)


def of_organizations(session: Session, ids: Collection[int]) -> list[Kept]:
    """By name. What was merged with another listing is not kept any more."""
    owned = ProviderRow.organization_id.in_(ids)
    there = ProviderRow.status != ProviderStatus.MERGED.value
    query = select(*_KEPT).where(owned, there).order_by(ProviderRow.name, ProviderRow.id)
    return [
        Kept(
            id=row.id,
            slug=row.slug,
            name=", ".join(filter(None, (row.name, row.name2))),
            town=", ".join(filter(None, (row.city, row.state))),
            organization_id=row.organization_id,
            status=ProviderStatus(row.status),
            confirmed_on=row.confirmed_on,
            office_hours=row.office_hours,
        )
        for row in session.execute(query)
    ]


def phones(session: Session, provider_ids: Collection[int]) -> dict[int, list[Phone]]:
    found: dict[int, list[Phone]] = {id_: [] for id_ in provider_ids}
    columns = (PhoneRow.provider_id, PhoneRow.kind, PhoneRow.number)
    query = select(*columns).where(PhoneRow.provider_id.in_(provider_ids))
    for row in session.execute(query.order_by(PhoneRow.provider_id, PhoneRow.position)):
        found[row.provider_id].append(Phone(kind=row.kind, number=row.number))
    return found


def programs(session: Session, provider_ids: Collection[int]) -> dict[int, list[ProgramLine]]:
    found: dict[int, list[ProgramLine]] = {id_: [] for id_ in provider_ids}
    query = select(*_PROGRAM).where(ProgramRow.provider_id.in_(provider_ids))
    for row in session.execute(query.order_by(ProgramRow.provider_id, ProgramRow.position)):
        found[row.provider_id].append(program_line(row))
    return found


def work(session: Session, provider_ids: Collection[int]) -> list[Work]:
    """What was sent in about these, or is under way, the latest first."""
    query = select(*_WORK).where(RevisionRow.provider_id.in_(provider_ids))
    return _read(session.execute(query.order_by(RevisionRow.id.desc())))


def new_sites(session: Session, organization_id: int) -> list[Work]:
    """Listings that it sent in, or works on, and that no editor accepted yet."""
    own = (RevisionRow.organization_id == organization_id, RevisionRow.provider_id.is_(None))
    submitted = RevisionRow.kind == RevisionKind.SUBMISSION.value
    return _read(session.execute(select(*_WORK).where(*own, submitted).order_by(RevisionRow.id)))


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Of new listings that were sent in, as they were written."""
    name = RevisionRow.proposal["name"].as_string()
    query = select(RevisionRow.id, name).where(RevisionRow.id.in_(ids))
    return {id_: told or "" for id_, told in session.execute(query)}


def _read(rows: Iterable[object]) -> list[Work]:
    return [_work(row) for row in rows]


def _work(row: object) -> Work:
    same = {name: getattr(row, name) for name in Work.__slots__}
    enums = {"kind": RevisionKind(same["kind"]), "status": RevisionStatus(same["status"])}
    return Work(**{**same, **enums})
