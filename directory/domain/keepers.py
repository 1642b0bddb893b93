"""Who keeps a listing true, and when they are asked whether it still is."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST, SECOND = 60, 80  # days since a listing was confirmed, when its keepers are asked
LINK_HOLDS = timedelta(days=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeper:
    """A member of the listing's organization, or who sent it in. One address is one person."""

    email: str
    language: str
    account_id: int | None = None
    revision_id: int | None = None  # what they sent in; None: they are a member

    @property
    def may_edit(self) -> bool:
        return self.revision_id is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unconfirmed:
    """A listing that nobody confirmed for long; `asked` are the ages at which somebody was."""

    provider_id: int
    name: str
    town: str
    confirmed_on: date
    asked: frozenset[int]

    def due(self, today: date) -> tuple[int, ...]:
        """The ages to ask about now. Found late, it is asked about once."""
        age = (today - self.confirmed_on).days
        return tuple(days for days in (FIRST, SECOND) if age >= days and days not in self.asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What a mail asked about: a listing, and the day until which it was known to be right."""

    provider_id: int
    confirmed_on: date
