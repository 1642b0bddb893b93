"""The one interface of search: criteria in, hits out."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, Self

from directory.domain.criteria import Criteria
from directory.domain.listings import Listing
from directory.domain.vocabulary import Vocabulary
from directory.search.hits import Hits


class Engine(Protocol):
    def search(self, criteria: Criteria, *, today: date, per_page: int = 20) -> Hits:
        """Find a page of sites. Never raises for what a person typed."""
        ...

    def highlights(self, text: str, passages: Sequence[str]) -> list[str]:
        """Return the passages as safe HTML with the words that matched marked."""
        ...


class Index(Protocol):
    """An engine that keeps an index of its own, fed from the database."""

    @classmethod
    def open(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Take up the index in the folder, made empty where there is none, and warm it."""
        ...

    def rebuild(self, listings: Iterable[Listing]) -> int:
        """Index everything anew beside the old index and swap it in; return the number of sites."""
        ...

    def update(self, changed: Iterable[Listing], gone: Iterable[int]) -> None:
        """Take in a committed change: listings as they are now, ids of providers that left."""
        ...

    def refresh(self) -> bool:
        """Take up what another process wrote; True when there was something."""
        ...
