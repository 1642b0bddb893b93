"""The same directory in SQLite, in PostgreSQL and in tables for plain SQL, with all indexes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Self

from benchmarks.collection import SEED, TODAY, Collection, Flat
from benchmarks.plain_sql import PlainSql
from directory.search import sites
from directory.search.embedded import EmbeddedEngine
from directory.search.postgres import PostgresEngine
from directory.services.load_demonstration import load_demonstration
from directory.services.move_directory import move_directory
from directory.services.prepare_directory import prepare_directory
from directory.services.rebuild_index import rebuild_index
from directory.storage import listings
from directory.storage.database import Database
from tests import postgres

SAMPLE = 4000  # sites that questions are drawn from


@dataclass(frozen=True)
class Stock:
    size: int
    sqlite: str
    postgres: str
    plain: str  # as psycopg has addresses
    index: Path
    index_there: Path  # the same, made of what PostgreSQL keeps
    flats: list[Flat] = field(default_factory=list, compare=False)

    @classmethod
    @contextmanager
    def standing(cls, size: int, folder: Path, collection: Collection) -> Iterator[Self]:
        folder.mkdir(parents=True, exist_ok=True)
        servers = postgres.started()
        try:
            server = servers.primary
            stock = cls(
                size=size,
                sqlite=f"sqlite:///{folder / 'directory.db'}",
                postgres=server.url(servers.database()),
                plain=server.url(servers.database()).replace("+psycopg", ""),
                index=folder / "index",
                index_there=folder / "index-there",
            )
            stock._fill(collection)
            for address in (stock.postgres, stock.plain):
                server.told("VACUUM ANALYZE", address.rpartition("/")[2])
            server.told("CHECKPOINT")
            yield stock
        finally:
            servers.end()

    def _fill(self, collection: Collection) -> None:
        here = Database(self.sqlite)
        if not (self.index / "current").exists():
            shutil.rmtree(self.index, ignore_errors=True)
            prepare_directory(here, collection.vocabulary)
            load_demonstration(here, collection.vocabulary, TODAY, count=self.size, seed=SEED)
        move_directory(here, self.postgres, _silent)
        there = Database(self.postgres)
        shutil.rmtree(self.index_there, ignore_errors=True)
        for name, source, index in (
            ("embedded", here, EmbeddedEngine.open(self.index, collection.vocabulary)),
            ("from there", there, EmbeddedEngine.open(self.index_there, collection.vocabulary)),
            ("postgres", here, PostgresEngine(there, collection.vocabulary)),
        ):
            start = perf_counter()
            with source.reading() as session:
                rebuild_index(session, index)
            print(f"{name}: built in {perf_counter() - start:.0f} s", flush=True)
        self._fill_plain(here, collection)

    def _fill_plain(self, here: Database, collection: Collection) -> None:
        plain = PlainSql(self.plain, collection.headings, TODAY.toordinal())
        step = max(1, self.size // SAMPLE)
        with here.reading() as session:
            kept = chain.from_iterable(listings.all_in_batches(session))
            told = ((sites.of(each, collection.headings), collection.flat(each)) for each in kept)
            plain.build(self._sampled(told, step))

    def _sampled(
        self, told: Iterator[tuple[sites.SiteFacts, Flat]], step: int
    ) -> Iterator[tuple[sites.SiteFacts, Flat]]:
        for number, (facts, flat) in enumerate(told):
            if number % step == 0:
                self.flats.append(flat)
            yield facts, flat


def _silent(_what: str, _table: str, _rows: int) -> None:
    """Who measures does not watch."""
