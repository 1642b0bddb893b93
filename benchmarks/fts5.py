"""SQLite's full-text search, as most would build it and as an expert would tune it."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import groupby
from pathlib import Path

import pysqlite3

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer, Counts
from directory.domain.places import EARTH_RADIUS_MILES
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings

_TABLES = f"""
pragma journal_mode = wal;
pragma synchronous = normal;
create table site (id integer primary key, state text, latitude real, longitude real, MASKS);
create virtual table words using fts5
    ({", ".join(TEXTS)}, content='', contentless_delete=1, tokenize='porter unicode61');
create table term (site integer, number integer, primary key (number, site)) without rowid;
create index term_site on term (site, number);
"""
_BEST = "bm25(words, 3.0, 1.5, 1.5, 1.0, 1.0)"
_MILES = (
    f"{2 * EARTH_RADIUS_MILES} * asin(sqrt(min(1, "
    "pow(sin(radians(s.latitude - :latitude) / 2), 2) + cos(radians(:latitude)) * "
    "cos(radians(s.latitude)) * pow(sin(radians(s.longitude - :longitude) / 2), 2))))"
)


class Fts5:
    """Terms in a table of their own, counted by grouping."""

    name = "fts5"

    def __init__(self, path: Path, headings: Headings) -> None:
        self._headings = headings
        self._facets = list(headings.slices)
        self._database = pysqlite3.connect(str(path))
        for setting in ("mmap_size = 2000000000", "cache_size = -400000", "temp_store = memory"):
            self._database.execute(f"pragma {setting}")

    def build(self, flats: Iterable[Flat]) -> None:
        masks = ", ".join(f"mask{number} integer" for number in range(len(self._facets)))
        self._database.executescript(_TABLES.replace("MASKS", masks))
        for flat in flats:
            self._put(flat)
        self._database.execute("insert into words(words) values ('optimize')")
        self._database.execute("analyze")
        self._database.commit()

    def change(self, flat: Flat) -> None:
        self._put(flat)
        self._database.commit()

    def answer(self, asked: Asked) -> Answer:
        chosen = peers.by_facet(asked.terms, self._headings)
        flags = [self._flag(terms) for terms in chosen.values()]
        self._gather(asked, flags)
        every = (1 << len(flags)) - 1
        total = self._database.execute("select count(*) from m where f = ?", (every,)).fetchone()[0]
        best = "select id from m where f = ? order by best, id limit ?"
        ids = [row[0] for row in self._database.execute(best, (every, TOP))]
        needed = {
            facet: every & ~(1 << list(chosen).index(facet)) if facet in chosen else every
            for facet in self._facets
        }
        return Answer(total, ids, self._counts(list(needed.values())) if asked.counts else {})

    def _gather(self, asked: Asked, flags: Sequence[str]) -> None:
        """One temporary row for each site with the words in the place, a bit for each filter."""
        sources, conditions = [], []
        if asked.words:
            sources.append("words join site s on s.id = words.rowid")
            conditions.append("words match :match")
        if asked.radius is not None:
            conditions.append("s.latitude between :south and :north")
            conditions.append("s.longitude between :west and :east")
            conditions.append(f"{_MILES} <= :radius")
        elif asked.state:
            conditions.append("s.state = :state")
        shifted = [f"(({flag}) << {place})" for place, flag in enumerate(flags)]
        self._database.execute("drop table if exists temp.m")
        self._database.execute(
            f"create temp table m as select s.id id, {_BEST if asked.words else 0} best, "
            f"{' | '.join(shifted) or 0} f, {self._carried()} from {' '.join(sources) or 'site s'}"
            f" where {' and '.join(conditions) or 1}",
            _values(asked),
        )

    def _carried(self) -> str:
        """What the temporary rows need for counting."""
        return "0"

    def _flag(self, terms: Sequence[int]) -> str:
        numbers = ",".join(map(str, terms))
        return f"exists (select 1 from term t where t.site = s.id and t.number in ({numbers}))"

    def _counts(self, needed: Sequence[int]) -> Counts:
        counts = {facet: [0] * _width(self._headings, facet) for facet in self._facets}
        numbered = zip(needed, self._facets, strict=True)
        for need, facets in groupby(sorted(numbered), lambda pair: pair[0]):
            slices = [self._headings.slices[facet] for _, facet in facets]
            wanted = " or ".join(
                f"t.number between {one.start} and {one.stop - 1}" for one in slices
            )
            for number, count in self._database.execute(
                "select t.number, count(*) from m cross join term t on t.site = m.id "
                f"where (m.f & ?) = ? and ({wanted}) group by 1",
                (need, need),
            ):
                facet = self._headings.selections[number].facet
                counts[facet][number - self._headings.slices[facet].start] = count
        return counts

    def _put(self, flat: Flat) -> None:
        masks = [
            reduce(int.__or__, (1 << term - one.start for term in _held(flat, one)), 0)
            for one in self._headings.slices.values()
        ]
        site = (flat.id, flat.state, flat.latitude, flat.longitude, *masks)
        execute = self._database.execute
        execute(f"insert or replace into site values ({_signs(site)})", site)
        execute("delete from words where rowid = ?", (flat.id,))
        words = (flat.id, *flat.texts)
        execute(f"insert into words(rowid, {','.join(TEXTS)}) values ({_signs(words)})", words)
        execute("delete from term where site = ?", (flat.id,))
        terms = ((flat.id, term) for term in flat.terms)
        self._database.executemany("insert into term values (?, ?)", terms)


class TunedFts5(Fts5):
    """One mask a facet beside each site: filters and counts are arithmetic on numbers."""

    name = "fts5-tuned"

    def _carried(self) -> str:
        return ", ".join(f"mask{number}" for number in range(len(self._facets)))

    def _flag(self, terms: Sequence[int]) -> str:
        facet = self._headings.selections[terms[0]].facet
        start = self._headings.slices[facet].start
        mask = sum(1 << term - start for term in terms)
        return f"(s.mask{self._facets.index(facet)} & {mask}) <> 0"

    def _counts(self, needed: Sequence[int]) -> Counts:
        counts = {}
        numbered = sorted((need, place) for place, need in enumerate(needed))
        for need, places in groupby(numbered, lambda pair: pair[0]):
            facets = [place for _, place in places]
            sums = [
                f"sum((mask{place} >> {term}) & 1)"
                for place in facets
                for term in range(_width(self._headings, self._facets[place]))
            ]
            query = f"select {', '.join(sums)} from m where (f & ?) = ?"
            row = iter(self._database.execute(query, (need, need)).fetchone())
            for place in facets:
                width = _width(self._headings, self._facets[place])
                counts[self._facets[place]] = [next(row) or 0 for _ in range(width)]
        return counts


def _values(asked: Asked) -> dict[str, object]:
    values: dict[str, object] = {"state": asked.state}
    joined = " AND ".join(asked.words)
    values["match"] = f'"{" ".join(asked.words)}"' if asked.phrase else joined
    if asked.radius is not None:
        south, north, west, east = peers.box(asked, asked.radius)
        values |= {"south": south, "north": north, "west": west, "east": east}
        values |= {"latitude": asked.latitude, "longitude": asked.longitude}
        values["radius"] = asked.radius
    return values


def _width(headings: Headings, facet: Facet) -> int:
    numbers = headings.slices[facet]
    return int(numbers.stop - numbers.start)


def _held(flat: Flat, numbers: slice) -> list[int]:
    return [term for term in flat.terms if numbers.start <= term < numbers.stop]


def _signs(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
