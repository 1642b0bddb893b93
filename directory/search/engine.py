"""The one interface of search: criteria in, hits out."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from directory.domain.cards import Card
from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.places import Box
from directory.domain.vocabulary import Selection
from directory.search.hits import Hits, Listed, Spread


class Engine(Protocol):
    @property
    def edition(self) -> str:
        """Another one whenever an answer may be another; the same in every process."""
        ...

    def search(self, criteria: Criteria, *, today: date, per_page: int = 20) -> Hits:
        """Find a page of sites. Never raises for what a person typed."""
        ...

    def spread(
        self, criteria: Criteria, *, today: date, per_page: int = 20, box: Box | None = None
    ) -> Spread:
        """Find where the sites lie: those of the page one by one, all others in heaps."""
        ...

    def highlights(self, text: str, passages: Sequence[str]) -> list[str]:
        """Return the passages as safe HTML with the words that matched marked."""
        ...

    @property
    def is_trusted(self) -> bool:
        """Whether every change that is known of could be taken in."""
        ...

    def cards(self, ids: Iterable[int], asked: Iterable[Selection], /) -> dict[int, Card]:
        """What results show of those that the engine holds, and what is said of the terms asked.

        The others are to be read from the database.
        """
        ...

    def listed(self) -> Listed:
        """What kinds of sites can be found at all."""
        ...


class Index(Protocol):
    """An engine that keeps an index of its own, fed from the database."""

    @property
    def needs_rebuild(self) -> bool:
        """Whether what stood there could not be used, so that sites are missing."""
        ...

    @property
    def read_up_to(self) -> int:
        """The last change in the outbox that it holds; 0 where nothing is known: all is read."""
        ...

    def rebuild(self, listings: Iterable[Listing], read_up_to: int = 0) -> int:
        """Index everything anew beside the old index and swap it in; return the number of sites.

        `read_up_to`: the last change in the outbox that these listings hold.
        """
        ...

    def update(
        self, changed: Iterable[Listing], gone: Iterable[int], read_up_to: int | None = None
    ) -> None:
        """Take in a committed change: listings as they are now, ids of providers that left.

        Not where another index has come meanwhile: that one is taken up, and `read_up_to` tells
        what it lacks.
        """
        ...

    def refresh(self) -> bool:
        """Take up what another process wrote; True when there was something."""
        ...

    def trust(self, *, kept_up: bool) -> None:
        """Tell all processes whether every change that is known of could be taken in."""
        ...

    def lacking(self, provider_ids: Iterable[int]) -> list[int]:
        """Which of these providers it does not hold."""
        ...


class IndexedEngine(Engine, Index, Protocol):
    """What a running app holds."""
