"""SQLite's full-text search, as most would build it: terms in tables of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pysqlite3

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import TEXTS, Flat
from benchmarks.peers import TOP, Answer, Count, Counts
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
create table denial (site integer, number integer, primary key (site, number)) without rowid;
"""
MASKS = ("mask", "denied")
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
        names = [f"{kind}{place}" for kind in MASKS for place in range(len(self._facets))]
        masks = ", ".join(f"{name} integer" for name in names)
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
        total = self._having(every)
        best = "select id from m where f = ? order by best, id limit ?"
        ids = [row[0] for row in self._database.execute(best, (every, TOP))]
        if not asked.counts:
            return Answer(total, ids)
        needed = {facet: every & ~(1 << place) for place, facet in enumerate(chosen)}
        without = {facet: self._having(need) for facet, need in needed.items()}
        totals = {need: without.get(facet, total) for facet, need in needed.items()}
        needs = [needed.get(facet, every) for facet in self._facets]
        counts = self._counts(needs, {every: total, **totals})
        wider = peers.wider(asked, total, self._total)
        return Answer(total, ids, self._reasons(ids, asked), counts, without, wider)

    def _having(self, need: int) -> int:
        having = "select count(*) from m where (f & ?) = ?"
        return int(self._database.execute(having, (need, need)).fetchone()[0])

    def _reasons(self, ids: Sequence[int], asked: Asked) -> list[list[int]]:
        held = "select 1 from term where site = ? and number = ?"
        return [
            [term for term in asked.terms if self._database.execute(held, (id_, term)).fetchone()]
            for id_ in ids
        ]

    def _total(self, asked: Asked) -> int:
        chosen = peers.by_facet(asked.terms, self._headings)
        source, where = _ground(asked)
        conditions = " and ".join([where, *map(self._flag, chosen.values())])
        count = f"select count(*) from {source} where {conditions}"
        return int(self._database.execute(count, _values(asked)).fetchone()[0])

    def _gather(self, asked: Asked, flags: Sequence[str]) -> None:
        """One temporary row for each site with the words in the place, a bit for each filter."""
        source, where = _ground(asked)
        shifted = [f"(({flag}) << {place})" for place, flag in enumerate(flags)]
        self._database.execute("drop table if exists temp.m")
        self._database.execute(
            f"create temp table m as select s.id id, {_BEST if asked.words else 0} best, "
            f"{' | '.join(shifted) or 0} f, {self._carried()} from {source} where {where}",
            _values(asked),
        )

    def _carried(self) -> str:
        """What the temporary rows need for counting."""
        return "0"

    def _flag(self, terms: Sequence[int]) -> str:
        numbers = ",".join(map(str, terms))
        return f"exists (select 1 from term t where t.site = s.id and t.number in ({numbers}))"

    def _counts(self, needs: Sequence[int], totals: Mapping[int, int]) -> Counts:
        counts: dict[Facet, list[Count]] = {}
        for need, facets in self._alike(needs):
            slices = [self._headings.slices[facet] for facet in facets]
            wanted = " or ".join(f"number between {one.start} and {one.stop - 1}" for one in slices)
            yes, denied = (
                dict(
                    self._database.execute(
                        f"select number, count(*) from m cross join {table} t on t.site = m.id "
                        f"where (m.f & ?) = ? and ({wanted}) group by 1",
                        (need, need),
                    )
                )
                for table in ("term", "denial")
            )
            for facet, numbers in zip(facets, slices, strict=True):
                counts[facet] = peers.listed(yes, denied, numbers, totals[need])
        return counts

    def _alike(self, needs: Sequence[int]) -> Iterator[tuple[int, list[Facet]]]:
        """The facets that are counted over the same sites."""
        for need in sorted(set(needs)):
            yield need, [one for one, own in zip(self._facets, needs, strict=True) if own == need]

    def _put(self, flat: Flat) -> None:
        facets = self._headings.slices.values()
        masks = [mask(terms, one) for terms in (flat.terms, flat.denied) for one in facets]
        site = (flat.id, flat.state, flat.latitude, flat.longitude, *masks)
        execute = self._database.execute
        execute(f"insert or replace into site values ({_signs(site)})", site)
        execute("delete from words where rowid = ?", (flat.id,))
        words = (flat.id, *flat.texts)
        execute(f"insert into words(rowid, {','.join(TEXTS)}) values ({_signs(words)})", words)
        for table, terms in (("term", flat.terms), ("denial", flat.denied)):
            execute(f"delete from {table} where site = ?", (flat.id,))
            rows = ((flat.id, term) for term in terms)
            self._database.executemany(f"insert into {table} values (?, ?)", rows)


def _ground(asked: Asked) -> tuple[str, str]:
    """The tables to look in, and which sites have the words and lie in the place."""
    conditions = []
    if asked.words:
        conditions.append("words match :match")
    if asked.radius is not None:
        conditions.append("s.latitude between :south and :north")
        conditions.append("s.longitude between :west and :east")
        conditions.append(f"{_MILES} <= :radius")
    elif asked.state:
        conditions.append("s.state = :state")
    source = "words join site s on s.id = words.rowid" if asked.words else "site s"
    return source, " and ".join(conditions) or "1"


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


def mask(terms: Iterable[int], numbers: slice) -> int:
    """One bit for each of the terms that is of this facet."""
    return sum(1 << term - numbers.start for term in terms if numbers.start <= term < numbers.stop)


def _signs(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
