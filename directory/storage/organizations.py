"""Organizations, the accounts that keep their listings, and who is invited to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from directory.domain.moments import now
from directory.storage import outbox
from directory.storage.models import (
    AccountRow,
    InvitationRow,
    MembershipRow,
    OrganizationRow,
    ProviderRow,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    id: int
    name: str
    trusted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    account_id: int
    email: str
    name: str
    language: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    id: int
    organization: Organization
    email: str
    by_id: int | None
    hands_over: bool
    made_at: datetime
    ended_at: datetime | None


def add(session: Session, name: str) -> int:
    row = OrganizationRow(name=name)
    session.add(row)
    session.flush()
    return row.id


def by_id(session: Session, id_: int) -> Organization | None:
    row = session.get(OrganizationRow, id_, populate_existing=True)
    return Organization(id=row.id, name=row.name, trusted=row.trusted) if row else None


def of_account(session: Session, account_id: int) -> list[Organization]:
    rows = session.scalars(
        select(OrganizationRow)
        .join(MembershipRow, MembershipRow.organization_id == OrganizationRow.id)
        .where(MembershipRow.account_id == account_id)
        .order_by(OrganizationRow.name, OrganizationRow.id)
    )
    return [Organization(id=row.id, name=row.name, trusted=row.trusted) for row in rows]


def trust(session: Session, id_: int, *, trusted: bool) -> None:
    one = update(OrganizationRow).where(OrganizationRow.id == id_)
    session.execute(one.values(trusted=trusted))


def rename(session: Session, id_: int, name: str) -> None:
    session.execute(update(OrganizationRow).where(OrganizationRow.id == id_).values(name=name))


def members(session: Session, organization_id: int) -> list[Member]:
    """Those who joined first, first."""
    rows = session.execute(
        select(AccountRow.id, AccountRow.email, AccountRow.name, AccountRow.language)
        .add_columns(MembershipRow.since)
        .join(MembershipRow, MembershipRow.account_id == AccountRow.id)
        .where(MembershipRow.organization_id == organization_id)
        .order_by(MembershipRow.since, AccountRow.id)
    )
    return [
        Member(account_id=id_, email=email, name=name, language=language, since=since)
        for id_, email, name, language, since in rows
    ]


def is_member(session: Session, account_id: int, organization_id: int) -> bool:
    return session.get(MembershipRow, (account_id, organization_id)) is not None


def join(session: Session, account_id: int, organization_id: int) -> None:
    if not is_member(session, account_id, organization_id):
        session.add(MembershipRow(account_id=account_id, organization_id=organization_id))
        session.flush()
        outbox.note(session, providers(session, organization_id))  # see Listing.leaves_on


def leave(session: Session, account_id: int, organization_id: int) -> None:
    session.execute(
        delete(MembershipRow).where(
            MembershipRow.account_id == account_id,
            MembershipRow.organization_id == organization_id,
        )
    )


def providers(session: Session, organization_id: int) -> list[int]:
    """The ids of all its listings, shown or not."""
    query = select(ProviderRow.id).where(ProviderRow.organization_id == organization_id)
    return list(session.scalars(query.order_by(ProviderRow.name, ProviderRow.id)))


def invite(session: Session, invitation: Invitation, digest: str) -> None:
    """`digest` is of the link's secret; the invitation's own number and times are given here."""
    session.add(
        InvitationRow(
            organization_id=invitation.organization.id,
            email=invitation.email,
            digest=digest,
            by_id=invitation.by_id,
            hands_over=invitation.hands_over,
        )
    )
    session.flush()


def invitation(session: Session, digest: str) -> Invitation | None:
    query = select(InvitationRow, OrganizationRow).join(
        OrganizationRow, OrganizationRow.id == InvitationRow.organization_id
    )
    row = session.execute(query.where(InvitationRow.digest == digest)).one_or_none()
    return _invitation(*row) if row else None


def invitations(session: Session, organization_id: int) -> list[Invitation]:
    """Those that nobody accepted or took back yet."""
    rows = session.execute(
        select(InvitationRow, OrganizationRow)
        .join(OrganizationRow, OrganizationRow.id == InvitationRow.organization_id)
        .where(InvitationRow.organization_id == organization_id)
        .where(InvitationRow.ended_at.is_(None))
        .order_by(InvitationRow.id)
    )
    return [_invitation(row, organization) for row, organization in rows]


def end_invitation(session: Session, id_: int) -> None:
    one = update(InvitationRow).where(InvitationRow.id == id_, InvitationRow.ended_at.is_(None))
    session.execute(one.values(ended_at=now()))


def _invitation(row: InvitationRow, organization: OrganizationRow) -> Invitation:
    return Invitation(
        id=row.id,
        organization=Organization(
            id=organization.id, name=organization.name, trusted=organization.trusted
        ),
        email=row.email,
        by_id=row.by_id,
        hands_over=row.hands_over,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )
