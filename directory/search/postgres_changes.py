"""Brings listings into the search tables of PostgreSQL."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from directory.search.postgres_records import SITE
from directory.search.postgres_words import FIELDS
from directory.storage import search_writing
from directory.storage.database import Database
from directory.storage.search_rows import Change, SiteRow, Written

AT_ONCE = 200  # sites in one transaction of a rebuild, so that no writer waits for long


@dataclass
class _Tally:
    """By how much the counts of words change."""

    holders: Counter[tuple[int, int]] = field(default_factory=Counter)
    spelled: Counter[str] = field(default_factory=Counter)
    sites: int = 0
    lengths: list[int] = field(default_factory=lambda: [0] * len(FIELDS))

    def add(self, written: Written, by: int) -> None:
        often = np.frombuffer(written.often, np.uint8).reshape(-1, len(FIELDS))
        for place, number in zip(*np.nonzero(often), strict=True):
            self.holders[written.hashes[place], int(number)] += by
        for word in written.spelled:
            self.spelled[word] += by
        lengths = np.frombuffer(written.site, SITE)[0]["lengths"].tolist()
        self.lengths = [
            old + by * length for old, length in zip(self.lengths, lengths, strict=True)
        ]
        self.sites += by

    def change(self) -> Change:
        return Change(
            holders=self.holders,
            spelled=self.spelled,
            sites=self.sites,
            lengths=tuple(self.lengths),
        )


@dataclass(frozen=True)
class Changes:
    database: Database
    shape: str

    def rebuild(self, rows: Iterable[SiteRow], read_up_to: int) -> int:
        """Write a generation beside the one that is read, and put it in its place when whole."""
        with self.database.connecting() as connection:
            number = search_writing.begin(connection, self.shape)
            connection.commit()
            try:
                tally = _Tally()
                for some in _batches(rows):
                    search_writing.add(connection, number, some)
                    connection.commit()
                    _add(tally, some)
                search_writing.count(connection, number, tally.change())
                search_writing.get_known(connection)
                connection.commit()
                search_writing.finish(connection, number, read_up_to)
                connection.commit()
            except BaseException:
                connection.rollback()
                self._forget([number])
                raise
            earlier = search_writing.superseded(connection, number)
        self._forget(earlier)
        return tally.sites

    def update(self, rows: Sequence[SiteRow], gone: Sequence[int], read_up_to: int | None) -> None:
        """Take in a change at once: no search sees half of it."""
        with self.database.connecting() as connection:
            number = search_writing.held(connection, self.shape)
            if number is None:
                return
            tally = _Tally()
            ids = [*(row.id for row in rows), *gone]
            for written in search_writing.remove(connection, number, ids):
                tally.add(written, -1)
            search_writing.add(connection, number, rows)
            _add(tally, rows)
            search_writing.count(connection, number, tally.change())
            search_writing.mark(connection, number, read_up_to)
            connection.commit()

    def _forget(self, generations: Iterable[int]) -> None:
        for number in generations:
            with self.database.connecting() as connection:
                search_writing.abandon(connection, number)
                connection.commit()


def _add(tally: _Tally, rows: Iterable[SiteRow]) -> None:
    for row in rows:
        tally.add(Written(row.site, row.hashes, row.often, row.spelled), 1)


def _batches(rows: Iterable[SiteRow]) -> Iterator[list[SiteRow]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
