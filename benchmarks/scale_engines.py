"""Both searches and plain SQL on one PostgreSQL server: how long a question takes, and how many
fit into a second. Times are by the clock, since a server of another process does the work.

    python -m benchmarks.scale_engines --size 20000

What stands in benchmarks/indexes of an earlier run is used again.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, cycle
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import perf_counter

import click

from benchmarks import asking, ours, table, timing
from benchmarks.asking import Asked, Jobs
from benchmarks.collection import TODAY, Collection
from benchmarks.plain_sql import PlainSql
from benchmarks.scale_stock import Stock
from benchmarks.timing import Row
from directory.search.embedded import EmbeddedEngine
from directory.search.engine import IndexedEngine
from directory.search.postgres import PostgresEngine
from directory.services.find_programs import Finder
from directory.storage.database import Database

JOBS = ("whole", "whole-online", "broad", "filters")
PROCESSES = (1, 2, 4)
PAGES = ("embedded on SQLite", "embedded on PostgreSQL", "postgres")
FED = "embedded, fed by PostgreSQL"
ALONE = ("embedded", FED, "postgres alone", "plain SQL")  # without what a page shows of each site
HERE = Path(__file__).parent
Asking = Callable[[Asked], int]  # returns how many sites there are


@dataclass(frozen=True)
class Contestant:
    """One way to answer. `pages`: with what a page shows of the twenty sites, from the database."""

    name: str
    stock: Stock
    pages: bool = False

    def opened(self, collection: Collection) -> Asking:
        if self.name == "plain SQL":
            sql = PlainSql(self.stock.plain, collection.headings, TODAY.toordinal())
            return lambda asked: sql.answer(asked).total
        on_sqlite = self.name.endswith("SQLite")
        database = Database(self.stock.sqlite if on_sqlite else self.stock.postgres)
        engine = self._engine(database, collection)
        return (
            _finding(database, engine, collection) if self.pages else _searching(engine, collection)
        )

    def _engine(self, database: Database, collection: Collection) -> IndexedEngine:
        if self.name.startswith("embedded"):
            by_server = self.name in (FED, "embedded on PostgreSQL")
            index = self.stock.index_there if by_server else self.stock.index
            return EmbeddedEngine.open(index, collection.vocabulary)
        return PostgresEngine(database, collection.vocabulary)


def _searching(engine: IndexedEngine, collection: Collection) -> Asking:
    def ask(asked: Asked) -> int:
        return engine.search(ours.criteria(asked, collection.headings), today=TODAY).total

    return ask


def _finding(database: Database, engine: IndexedEngine, collection: Collection) -> Asking:
    def ask(asked: Asked) -> int:
        with database.reading() as session:
            finder = Finder(session=session, engine=engine, vocabulary=collection.vocabulary)
            return finder.find(ours.criteria(asked, collection.headings), today=TODAY).total

    return ask


@click.command()
@click.option("--size", default=20_000, show_default=True, help="Sites.")
@click.option("--questions", default=40, show_default=True, help="Of each kind.")
@click.option("--seconds", default=4.0, show_default=True, help="For each count of a throughput.")
def main(size: int, questions: int, seconds: float) -> None:
    """Print times, ratios and searches a second."""
    collection = Collection(size)
    with Stock.standing(size, HERE / "indexes" / f"scale-{size}", collection) as stock:
        jobs = asking.jobs(stock.flats, collection.headings, questions)
        contestants = [Contestant(name, stock, pages=True) for name in PAGES]
        contestants += [Contestant(name, stock) for name in ALONE]
        rows = list(_timed(size, contestants, jobs, collection))
        print(table.of(rows))
        print(_ratios(rows))
        for contestant in contestants:
            print(_throughput(contestant, jobs, seconds), flush=True)


def _timed(
    size: int, contestants: Sequence[Contestant], jobs: Jobs, collection: Collection
) -> Iterator[Row]:
    """All questions of one after those of another, twice; the second time counts."""
    opened = [(each.name, each.opened(collection)) for each in contestants]
    for job in JOBS:
        totals: list[int] = []
        for name, ask in opened:
            found = [ask(asked) for asked in jobs[job]]
            totals = totals or found
            same = sum(map(int.__eq__, found, totals))
            print(f"{job} {name}: {same} of {len(found)} find as many", flush=True)
            yield timing.row(size, job, name, timing.repeated(jobs[job], ask))


def _ratios(rows: Sequence[Row]) -> str:
    times = {(row.job, row.engine): row.p50_ms for row in rows}
    pairs = (
        (FED, "embedded"),
        ("embedded on PostgreSQL", "embedded on SQLite"),
        ("postgres", "embedded on PostgreSQL"),
        ("postgres alone", "plain SQL"),
    )
    return "\n".join(
        f"{job}: {one} takes {times[job, one] / times[job, other]:.2f} times as long as {other}"
        for one, other in pairs
        for job in JOBS
    )


def _throughput(contestant: Contestant, jobs: Jobs, seconds: float) -> str:
    """Questions of all kinds, from so many processes at once."""
    questions = list(chain.from_iterable(zip(*(jobs[job] for job in JOBS), strict=True)))
    contestant = replace(contestant, stock=replace(contestant.stock, flats=[]))
    context = multiprocessing.get_context("spawn")
    told = []
    for processes in PROCESSES:
        barrier = context.Barrier(processes)
        with context.Pool(processes, _meet_at, (barrier,)) as pool:
            asked = [(contestant, questions, number, seconds) for number in range(processes)]
            answered = pool.starmap(_answered, asked, chunksize=1)
        told.append(f"{sum(answered) / seconds:.0f}")
    return f"{contestant.name}: {', '.join(told)} a second from 1, 2, 4 processes"


_meeting: list[Barrier] = []  # of this process


def _meet_at(barrier: Barrier) -> None:
    _meeting.append(barrier)


def _answered(contestant: Contestant, questions: list[Asked], number: int, seconds: float) -> int:
    """How many a process answers in the time, from when all have opened what they ask."""
    ask = contestant.opened(Collection(contestant.stock.size))
    ask(questions[0])
    _meeting[0].wait()
    end = perf_counter() + seconds
    answered = 0
    for asked in cycle(questions[number:] + questions[:number]):
        if perf_counter() > end:
            return answered
        ask(asked)
        answered += 1
    return answered


if __name__ == "__main__":
    main()
