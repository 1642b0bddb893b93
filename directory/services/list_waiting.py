"""One queue of all that waits for editors, narrowed by kind, place and age."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from directory.domain.review import Item, Kind
from directory.services.watch_conflicts import ConflictWatch
from directory.storage import waiting


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """`days`: only what waits at least so long."""

    kind: Kind | None = None
    state: str = ""
    county: str = ""
    days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    items: tuple[Item, ...]  # those asked for, the longest waiting first
    by_kind: Mapping[Kind, int]  # as asked, whatever their kind
    waiting: int  # whatever was asked
    oldest: datetime | None
    states: tuple[str, ...]
    counties: tuple[str, ...] = field(default=())  # of the state asked for

    def beside(self, item: tuple[Kind, str]) -> tuple[Item | None, Item | None]:
        """The item before and the item after; of one that is not there, the first."""
        place = next((n for n, each in enumerate(self.items) if each.key == item), None)
        if place is None:
            return None, next(iter(self.items), None)
        before = self.items[place - 1] if place else None
        return before, next(iter(self.items[place + 1 :]), None)


def list_waiting(session: Session, watch: ConflictWatch, asked: Asked, at: datetime) -> Queue:
    """`at`: UTC now."""
    every = sorted(_all(session, watch), key=lambda one: (one.since or at, one.key))
    near = [one for one in every if _is_near(one, asked) and _is_old(one, asked, at)]
    states = {one.state for one in every if one.state}
    counties = {one.county for one in every if one.county and one.state == asked.state}
    return Queue(
        items=tuple(one for one in near if asked.kind in (None, one.kind)),
        by_kind=Counter(one.kind for one in near),
        waiting=len(every),
        oldest=min((one.since for one in every if one.since), default=None),
        states=tuple(sorted(states)),
        counties=tuple(sorted(counties)),
    )


def _all(session: Session, watch: ConflictWatch) -> Iterator[Item]:
    read = waiting.read_now(session)
    yield from waiting.revisions(session)
    yield from waiting.claims(session, read)
    yield from waiting.corrections(session, read)
    yield from waiting.conflicts(session, watch.open_ones(session), read)
    yield from waiting.duplicates(session, read)


def _is_near(one: Item, asked: Asked) -> bool:
    return asked.state in ("", one.state) and asked.county in ("", one.county)


def _is_old(one: Item, asked: Asked, at: datetime) -> bool:
    """What nobody knows the age of is taken for old."""
    return one.since is None or at - one.since >= timedelta(days=asked.days)
