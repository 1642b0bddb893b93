"""Which listings nobody confirmed for long, and when somebody was asked about them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from directory.domain.keepers import Question, Unconfirmed
from directory.domain.listings import Address
from directory.domain.revisions import ProviderStatus
from directory.storage.keepers import SENT_IN
from directory.storage.models import MembershipRow, ProviderRow, ReminderRow, RevisionRow


def unconfirmed(session: Session, since: date) -> list[Unconfirmed]:
    """Published listings that were not confirmed after that day, and that somebody may keep."""
    asked = _asked(session, since)
    has_members = ProviderRow.organization_id.in_(select(MembershipRow.organization_id))
    was_sent_in = ProviderRow.id.in_(select(RevisionRow.provider_id).where(*SENT_IN))
    query = select(ProviderRow).where(
        ProviderRow.status == ProviderStatus.PUBLISHED.value,
        ProviderRow.demonstration.is_(False),
        ProviderRow.confirmed_on <= since,
        or_(has_members, was_sent_in),
    )
    return [
        Unconfirmed(
            provider_id=row.id,
            name=f"{row.name}, {row.name2}" if row.name2 else row.name,
            town=Address(city=row.city, state=row.state).town,
            confirmed_on=row.confirmed_on or since,
            asked=frozenset(asked[row.id, row.confirmed_on or since]),
        )
        for row in session.scalars(query.order_by(ProviderRow.name, ProviderRow.id))
    ]


def note(session: Session, asked: Iterable[tuple[Unconfirmed, int]], at: datetime) -> None:
    """Write down that somebody was asked about these, at this age in days."""
    rows = [
        {
            "provider_id": each.provider_id,
            "confirmed_on": each.confirmed_on,
            "days": days,
            "at": at,
        }
        for each, days in asked
    ]
    if rows:
        session.execute(insert(ReminderRow), rows)


def asked_at(session: Session, at: datetime) -> list[Question]:
    """All that somebody was asked about in one run."""
    query = select(ReminderRow.provider_id, ReminderRow.confirmed_on).where(ReminderRow.at == at)
    rows = session.execute(query.distinct().order_by(ReminderRow.provider_id))
    return [Question(provider_id=id_, confirmed_on=day) for id_, day in rows]


def _asked(session: Session, since: date) -> dict[tuple[int, date], set[int]]:
    found: dict[tuple[int, date], set[int]] = defaultdict(set)
    for row in session.scalars(select(ReminderRow).where(ReminderRow.confirmed_on <= since)):
        found[row.provider_id, row.confirmed_on].add(row.days)
    return found
