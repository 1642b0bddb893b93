"""One size: build every engine's index, ask them all, change a site in each."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from benchmarks import asking, engines, memory, pages, timing, visible
from benchmarks.collection import Collection, Flat
from benchmarks.ours import Ours
from benchmarks.peers import Engine
from benchmarks.timing import Row, row
from directory.domain.listings import Listing

CHANGES = 60
SEEN = 20  # changes that are waited for until a page shows them
PAGES = (("broad", "page", False), ("whole", "page-narrow", False), ("broad", "page-again", True))
SAMPLE = 4000  # flat sites that questions are drawn from


class Bench:
    """`others`: the names of the engines to compare with."""

    def __init__(self, size: int, questions: int, others: Sequence[str], folder: Path) -> None:
        self._size = size
        self._questions = questions
        self._folder = folder / str(size)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._collection = Collection(size)
        self._ours = Ours(self._collection, self._folder / "ours")
        self._others = [engines.other(name, self._folder, self._collection) for name in others]
        self._flats: list[Flat] = []
        self._sample: list[Listing] = []
        self._waited = 0.0  # seconds for sites to be made

    def build(self) -> Iterator[Row]:
        start = perf_counter()
        self._ours.build(self._made())
        yield row(self._size, "build", "ours", [perf_counter() - start - self._waited])
        for peer in self._others:
            if peer.name != "fts5-tuned":  # the same file as fts5
                start = perf_counter()
                peer.build(self._flats)
                yield row(self._size, "build", peer.name, [perf_counter() - start])

    def ask(self) -> Iterator[Row]:
        jobs = asking.jobs(self._flats, self._collection.headings, self._questions)
        all_engines: list[Engine] = [self._ours, *self._others]
        for job, questions in jobs.items():
            asked = [one for one in all_engines if job != "misspelt" or one.name in engines.FUZZY]
            course = timing.in_turn(asked, questions)
            for engine in asked:
                if course.again[engine.name]:
                    yield row(self._size, job, engine.name, course.again[engine.name])
                yield row(self._size, f"{job}-first", engine.name, course.first[engine.name])
            agreed = {name: f"{sum(same)}/{len(same)}" for name, same in course.agreed.items()}
            print(f"{self._size} {job}: as many sites as ours: {agreed}", flush=True)
        names = [engine.name for engine in all_engines]
        yield from memory.measured(self._size, self._folder, jobs, names)

    def pages(self) -> Iterator[Row]:
        """Whole pages over HTTP, by the clock."""
        headings = self._collection.headings
        jobs = asking.jobs(self._flats, headings, self._questions)
        ours = pages.ours(self._size, self._folder / "site", headings)
        theirs = pages.datasette(self._flats, self._folder / "sites.db", headings)
        with ours as our_pages, theirs as their_pages:
            for job, name, again in PAGES:
                servers = [replace(each, again=again) for each in (our_pages, their_pages)]
                course = timing.in_turn(servers, jobs[job], perf_counter)
                for server in servers:
                    taken = course.again[server.name] or course.first[server.name]
                    yield row(self._size, name, server.name, taken)
            taken = list(visible.seconds(our_pages, self._folder / "site", self._sample[:SEEN]))
            yield row(self._size, "commit-to-page", "ours", taken)

    def change(self) -> Iterator[Row]:
        """From the call to commit until the next search finds it."""
        changed = [
            replace(listing, description=f"{listing.description} Changed.")
            for listing in self._sample
        ]
        taken = timing.repeated(changed, self._ours.change)
        yield row(self._size, "commit", "ours", taken)
        flats = [self._collection.flat(listing) for listing in changed]
        for peer in self._others:
            taken = timing.repeated(flats, peer.change)
            yield row(self._size, "commit", peer.name, taken)

    def _made(self) -> Iterator[Listing]:
        """The sites, some or all of them kept flat; how long they take to make is kept apart."""
        made = self._collection.listings()
        step = 1 if self._others else max(1, self._size // SAMPLE)
        for number in range(self._size):
            start = perf_counter()
            listing = next(made)
            if number % step == 0:
                self._flats.append(self._collection.flat(listing))
            if number % max(1, self._size // CHANGES) == 0:
                self._sample.append(listing)
            self._waited += perf_counter() - start
            yield listing
