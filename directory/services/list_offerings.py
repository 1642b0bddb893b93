"""Lists programs or sites for other systems: all of them, or those that fit what was asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from sqlalchemy.orm import Session

from directory.domain.criteria import EVERYTHING, Criteria, Sort
from directory.domain.places import Place
from directory.search.engine import Engine
from directory.storage.offerings import BATCH, Key, Offerings, Unit, Wanted

Item = TypeVar("Item")
Found = TypeVar("Found", covariant=True)


class Listed(Protocol[Found]):
    """What was found, of which a page is read or all, batch by batch."""

    def page(self, start: int, stop: int) -> tuple[int, Sequence[Found]]:
        """How many there are, and those of the page."""
        ...

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Found]]: ...


@dataclass(frozen=True, slots=True)
class InMemory(Generic[Item]):
    """A list short enough to be held."""

    items: Sequence[Item]

    def page(self, start: int, stop: int) -> tuple[int, Sequence[Item]]:
        return len(self.items), self.items[start:stop]

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Item]]:
        for start in range(0, len(self.items), size):
            yield self.items[start : start + size]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    wanted: Wanted
    text: str = ""
    near: Place | None = None
    miles: float | None = None  # around the middle of `near`

    @property
    def is_a_search(self) -> bool:
        return bool(self.text) or self.near is not None


def list_offerings(
    session: Session, engine: Engine, question: Question, unit: Unit, today: date
) -> Listed[Key]:
    """Those that a search finds come best or nearest first, others as they came in."""
    offerings = Offerings(session, question.wanted, unit)
    if not question.is_a_search:
        return offerings
    criteria = Criteria(
        older=True,  # other systems take over all that is public, and read its days
        text=question.text,
        place=question.near,
        radius=question.miles,
        sort=Sort.BEST if question.text else Sort.DISTANCE,
    )
    hits = engine.search(criteria, today=today, per_page=EVERYTHING).hits
    return InMemory(offerings.of_sites([hit.provider_id for hit in hits]))
