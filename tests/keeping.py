"""People who keep listings, put into the database without the pages that make them."""

import secrets
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.context import Held
from directory.domain.keepers import Keeper
from directory.domain.revisions import RevisionKind, RevisionStatus
from directory.exchange.confirm_links import ConfirmLinks
from directory.services.remind_providers import Reminders
from directory.storage.database import Database
from directory.storage.models import (
    AccountRow,
    MembershipRow,
    OrganizationRow,
    ProviderRow,
    RevisionRow,
)


def member(database: Database, email: str, *listings: int, language: str = "en") -> int:
    """An account of the organization that keeps these listings. Returns its number."""
    with database.writing() as session:
        account = _account(session, email, language)
        for organization_id in {_organization(session, listing) for listing in listings}:
            session.add(MembershipRow(account_id=account.id, organization_id=organization_id))
        session.commit()
        return account.id


def sender(database: Database, email: str, listing: int, language: str = "en") -> None:
    """Somebody without an account who sent the listing in, as an editor accepted it."""
    with database.writing() as session:
        session.add(
            RevisionRow(
                provider_id=listing,
                kind=RevisionKind.SUBMISSION.value,
                status=RevisionStatus.ACCEPTED.value,
                base={},
                proposal={},
                email=email,
                language=language,
            )
        )
        session.commit()


def together(database: Database, *listings: int) -> None:
    """These listings belong to one organization."""
    with database.writing() as session:
        organization = OrganizationRow(name="Harbor Group")
        session.add(organization)
        session.flush()
        for listing in listings:
            session.get_one(ProviderRow, listing).organization_id = organization.id
        session.commit()


def confirmed_on(database: Database, day: date, *listings: int) -> None:
    """Nobody has confirmed these since."""
    with database.writing() as session:
        for listing in listings:
            session.get_one(ProviderRow, listing).confirmed_on = day
        session.commit()


def reminded(held: Held, email: str, at: datetime, *listings: int) -> str:
    """Remind a member who keeps these. Returns the path that the mail's link leads to."""
    links = ConfirmLinks("", held.settings.secret_key)
    if len(listings) > 1:
        together(held.database, *listings)
    account = member(held.database, email, *listings)
    with held.database.writing() as session:
        Reminders(held.letterbox, links).remind(session, at)
    return links.address(Keeper(email=email, language="en", account_id=account), at)


def _account(session: Session, email: str, language: str) -> AccountRow:
    account = session.scalar(select(AccountRow).where(AccountRow.email == email))
    if account is None:
        account = AccountRow(email=email, language=language, fs_uniquifier=secrets.token_hex(16))
        session.add(account)
        session.flush()
    return account


def _organization(session: Session, listing: int) -> int:
    provider = session.get_one(ProviderRow, listing)
    if provider.organization_id is None:
        organization = OrganizationRow(name=provider.name)
        session.add(organization)
        session.flush()
        provider.organization_id = organization.id
    return provider.organization_id
