"""Who keeps listings no more, as the trail tells: members who left, and accounts that ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.acts import Act
from directory.storage.models import AuditRow

ENDS = (Act.LEFT.value, Act.DELETED_ACCOUNT.value)


@dataclass(frozen=True, slots=True)
class FormerKeepers:
    organizations: frozenset[int]  # which somebody kept once
    people: dict[str, datetime]  # by address: when they went, the last time

    def went(self, email: str, since: datetime) -> bool:
        at = self.people.get(email.lower())
        return at is not None and at >= since


def all_(session: Session) -> FormerKeepers:
    """Of everybody, since the trail begins."""
    columns = (AuditRow.at, AuditRow.act, AuditRow.subject, AuditRow.details)
    query = select(*columns).where(AuditRow.act.in_(ENDS)).order_by(AuditRow.id)
    organizations: set[int] = set()
    people: dict[str, datetime] = {}
    for at, act, subject, details in session.execute(query):
        left = _numbers(details.get("organizations"))
        organizations |= left
        if act == Act.DELETED_ACCOUNT.value:
            people[subject.lower()] = at
        elif not left and details.get("email"):  # the trail did not always name the organization
            people[str(details["email"]).lower()] = at
    return FormerKeepers(frozenset(organizations), people)


def _numbers(told: object) -> set[int]:
    return {each for each in told if isinstance(each, int)} if isinstance(told, Iterable) else set()
