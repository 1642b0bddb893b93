"""A page of what is offered, behind the last of the page before.

So nothing is missed and nothing told twice when listings come and go between two pages.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.places import Disc
from directory.storage.models import ProgramRow, ProgramStateRow, ProviderRow
from directory.storage.offerings import Key, Offerings, Unit, Wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    total: int  # of all pages
    keys: tuple[Key, ...]
    is_last: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """`within`: only what lies there, which SQL alone cannot tell."""

    unit: Unit
    wanted: Wanted
    within: Disc | None = None


def page(session: Session, asked: Asked, after: int, most: int) -> Page:
    """The first `most` whose numbers come after `after`."""
    offerings = Offerings(session, asked.wanted, asked.unit)
    if asked.within:
        every = offerings.inside(asked.within)
        total, rest = len(every), [key for key in every if key.number > after]
    else:
        total, rest = offerings.count(), offerings.behind(after, most + 1)
    return Page(total=total, keys=tuple(rest[:most]), is_last=len(rest) <= most)


def states_served(session: Session) -> list[str]:
    """The states that some published program serves online, in the order of the alphabet."""
    query = select(ProgramStateRow.state).join(ProgramRow).join(ProviderRow)
    served = query.where(ProviderRow.status == "published").distinct()
    return list(session.scalars(served.order_by(ProgramStateRow.state)))
