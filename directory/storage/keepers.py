"""Whom mail about a listing goes to: those who keep it, or whoever sent it in if none ever did."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from directory.domain.keepers import Keeper
from directory.domain.revisions import RevisionKind, RevisionStatus
from directory.storage import former_keepers
from directory.storage.models import AccountRow, MembershipRow, ProviderRow, RevisionRow

BATCH = 500
SENT_IN = (
    RevisionRow.kind == RevisionKind.SUBMISSION.value,
    RevisionRow.status == RevisionStatus.ACCEPTED.value,
    RevisionRow.provider_id.is_not(None),
    RevisionRow.email != "",
)


def of_listings(session: Session, provider_ids: Collection[int]) -> dict[int, list[Keeper]]:
    """By listing; one that nobody keeps is left out, and so is one that its keepers left."""
    found: dict[int, list[Keeper]] = {}
    wanted = sorted(provider_ids)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        sent = list(_senders(session, RevisionRow.provider_id.in_(some)))
        senders = _grouped(_remaining(session, sent) if sent else iter(()))
        members = _grouped(_members(session, ProviderRow.id.in_(some)))
        found |= senders | members
    return found


def by_account(session: Session, account_id: int) -> Keeper | None:
    row = session.get(AccountRow, account_id)
    if row is None or not row.active:
        return None
    return Keeper(email=row.email, language=row.language, account_id=row.id)


def by_revision(session: Session, revision_id: int) -> Keeper | None:
    found = _senders(session, RevisionRow.id == revision_id)
    return next((keeper for _, keeper in found), None)


def _grouped(found: Iterator[tuple[int, Keeper]]) -> dict[int, list[Keeper]]:
    grouped: dict[int, dict[str, Keeper]] = defaultdict(dict)
    for provider_id, keeper in found:
        grouped[provider_id].setdefault(keeper.email.lower(), keeper)
    return {provider_id: list(keepers.values()) for provider_id, keepers in grouped.items()}


def _remaining(
    session: Session, sent: Collection[tuple[int, Keeper]]
) -> Iterator[tuple[int, Keeper]]:
    """Without those who went since, and whatever an organization keeps or kept."""
    gone = former_keepers.all_(session)
    kept = gone.organizations | set(session.scalars(select(MembershipRow.organization_id)))
    query = (
        select(RevisionRow.id, RevisionRow.email, RevisionRow.started_at)
        .add_columns(ProviderRow.organization_id)
        .join(ProviderRow, ProviderRow.id == RevisionRow.provider_id)
        .where(RevisionRow.id.in_([keeper.revision_id for _, keeper in sent]))
    )
    stay = {
        id_
        for id_, email, since, organization_id in session.execute(query)
        if organization_id not in kept and not gone.went(email, since)
    }
    return ((about, keeper) for about, keeper in sent if keeper.revision_id in stay)


def _members(session: Session, which: ColumnElement[bool]) -> Iterator[tuple[int, Keeper]]:
    """Those who may change it, each with an account."""
    query = (
        select(ProviderRow.id, AccountRow.email, AccountRow.language, AccountRow.id)
        .join(MembershipRow, MembershipRow.organization_id == ProviderRow.organization_id)
        .join(AccountRow, AccountRow.id == MembershipRow.account_id)
        .where(AccountRow.active, which)
        .order_by(ProviderRow.id, AccountRow.id)
    )
    for provider_id, email, language, account_id in session.execute(query):
        yield provider_id, Keeper(email=email, language=language, account_id=account_id)


def _senders(session: Session, which: ColumnElement[bool]) -> Iterator[tuple[int, Keeper]]:
    """Those who sent it in, by their account where they have one meanwhile."""
    same = and_(func.lower(RevisionRow.email) == AccountRow.email, AccountRow.active)
    email = func.coalesce(AccountRow.email, RevisionRow.email)
    language = func.coalesce(AccountRow.language, RevisionRow.language)
    query = (
        select(RevisionRow.provider_id, email, language, AccountRow.id, RevisionRow.id)
        .outerjoin(AccountRow, same)
        .where(*SENT_IN, which)
        .order_by(RevisionRow.id)
    )
    for provider_id, address, spoken, account_id, revision_id in session.execute(query):
        if provider_id is not None:
            who = Keeper(email=address, language=spoken, account_id=account_id)
            yield provider_id, replace(who, revision_id=revision_id)
