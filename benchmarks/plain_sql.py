"""PostgreSQL asked by hand: two tables and the statements that an expert would write for them.

Program first, then site: a row for each program, with its answers as arrays. The whole answer takes
two statements, one for the page and one for all counts, and a third where few are found.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import psycopg

from benchmarks import peers
from benchmarks.asking import Asked
from benchmarks.collection import Flat
from benchmarks.peers import TOP, Answer, Counts
from directory.domain.places import EARTH_RADIUS_MILES
from directory.domain.vocabulary import Facet
from directory.search.headings import Headings
from directory.search.sites import SiteFacts
from directory.search.text import words

TABLES = """
CREATE TABLE site (id int PRIMARY KEY, state text, spot point, latitude float8, longitude float8,
    confirmed int, leaves int, name bytea, words tsvector);
CREATE TABLE program (site int, yes int[], no int[]);
"""
INDEXES = """
CREATE INDEX ON site USING gin (words); CREATE INDEX ON site USING gist (spot);
CREATE INDEX ON site (state); CREATE INDEX ON program (site);
CREATE INDEX ON program USING gin (yes);
"""
_WEIGHTED = " || ".join(f"setweight(to_tsvector('simple', %s), '{each}')" for each in "ABBCD")
_MILES = (
    f"{2 * EARTH_RADIUS_MILES} * asin(sqrt(least(1, "
    "power(sind((s.latitude - %(latitude)s) / 2), 2) + cosd(%(latitude)s) * cosd(s.latitude)"
    " * power(sind((s.longitude - %(longitude)s) / 2), 2))))"
)
Values = dict[str, Any]
Told = tuple[SiteFacts, Flat]


class PlainSql:
    name = "plain SQL"

    def __init__(self, address: str, headings: Headings, today: int) -> None:
        self._headings = headings
        self._today = today
        self._connection = psycopg.connect(address, autocommit=True)

    def build(self, told: Iterable[Told]) -> None:
        self._connection.execute(TABLES)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            for facts, flat in told:
                _put(cursor, facts, flat)
        self._connection.execute(INDEXES)
        self._connection.execute("VACUUM ANALYZE")

    def answer(self, asked: Asked) -> Answer:
        values = self._values(asked)
        ground = _ground(asked)
        chosen = peers.by_facet(asked.terms, self._headings)
        flags = self._flags(asked, values)
        every = (1 << len(flags)) - 1
        values["every"] = every
        found = self._connection.execute(_page(ground, flags, asked), values).fetchall()
        counted = self._counted(ground, flags, list(chosen), values)
        total = counted[None, "sites"].get(0, 0)
        return Answer(
            total=total,
            ids=[row[0] for row in found],
            reasons=[[term for term in asked.terms if term in row[1]] for row in found],
            counts=self._counts(counted, list(chosen)),
            without={facet: counted[facet, "sites"].get(0, 0) for facet in chosen},
            wider=peers.wider(asked, total, self._total),
        )

    def _counted(
        self, ground: str, flags: list[str], chosen: list[Facet], values: Values
    ) -> dict[tuple[Facet | None, str], dict[int, int]]:
        """By facet whose own terms do not count (None: all count), and by what is counted."""
        needs = {None: values["every"]} | {
            facet: values["every"] & ~(1 << place) for place, facet in enumerate(chosen)
        }
        parts = ", ".join(
            f"m{place} AS (SELECT site, yes, no, count(*) OVER (PARTITION BY site) AS n"
            f" FROM g WHERE f & {need} = {need})"
            for place, need in enumerate(needs.values())
        )
        counts = " UNION ALL ".join(
            line for place, facet in enumerate(needs) for line in self._lines(place, facet)
        )
        statement = f"WITH {_gathered(ground, flags)}, {parts} {counts}"
        facets = list(needs)
        counted: dict[tuple[Facet | None, str], dict[int, int]] = {
            (facet, kind): {} for facet in facets for kind in ("yes", "no", "sites")
        }
        for place, kind, term, number in self._connection.execute(statement, values):
            counted[facets[place], kind][term] = number
        return counted

    def _lines(self, place: int, facet: Facet | None) -> Iterator[str]:
        numbers = self._headings.slices[facet] if facet else None
        own = f"WHERE term BETWEEN {numbers.start} AND {numbers.stop - 1}" if numbers else ""
        yield (
            f"SELECT {place}, 'yes', term, count(DISTINCT site) FROM m{place}, unnest(yes) AS term"
            f" {own} GROUP BY term"
        )
        yield (
            f"SELECT {place}, 'no', term, count(*) FROM (SELECT site, term FROM m{place},"
            f" unnest(no) AS term {own} GROUP BY site, term, n HAVING count(*) = n) AS d"
            " GROUP BY term"
        )
        yield f"SELECT {place}, 'sites', 0, count(DISTINCT site) FROM m{place}"

    def _counts(
        self, counted: dict[tuple[Facet | None, str], dict[int, int]], chosen: list[Facet]
    ) -> Counts:
        counts = {}
        for facet, numbers in self._headings.slices.items():
            own = facet if facet in chosen else None
            total = counted[own, "sites"].get(0, 0)
            told = (counted[own, "yes"], counted[own, "no"])
            counts[facet] = peers.listed(*told, numbers, total)
        return counts

    def _total(self, asked: Asked) -> int:
        values = self._values(asked)
        flags = self._flags(asked, values)
        held = " AND ".join([_ground(asked), *flags])
        source = "FROM site AS s JOIN program AS p ON p.site = s.id"
        row = self._connection.execute(
            f"SELECT count(DISTINCT s.id) {source} WHERE {held}", values
        ).fetchone()
        return int(row[0]) if row else 0

    def _flags(self, asked: Asked, values: Values) -> list[str]:
        """Whether a program has what is asked, facet by facet."""
        chosen = peers.by_facet(asked.terms, self._headings).values()
        values |= {f"terms{place}": terms for place, terms in enumerate(chosen)}
        return [f"(p.yes && %(terms{place})s::int[])" for place in range(len(chosen))]

    def _values(self, asked: Asked) -> Values:
        values: Values = {"state": asked.state, "today": self._today, "top": TOP}
        values["words"] = (" <-> " if asked.phrase else " & ").join(map(words.stem, asked.words))
        if asked.radius is not None:
            south, north, west, east = peers.box(asked, asked.radius)
            values |= {"south": south, "north": north, "west": west, "east": east}
            values |= {"latitude": asked.latitude, "longitude": asked.longitude}
            values["radius"] = asked.radius
        return values


def _put(cursor: psycopg.Cursor[Any], facts: SiteFacts, flat: Flat) -> None:
    place = (facts.longitude, facts.latitude, facts.latitude, facts.longitude)
    # Stemmed as the others do it, so that all find the same.
    texts = [" ".join(filter(None, map(words.stem, words.split(each)))) for each in flat.texts]
    cursor.execute(
        f"INSERT INTO site VALUES (%s, %s, point(%s, %s), %s, %s, %s, %s, %s, {_WEIGHTED})",
        (facts.id, flat.state, *place, facts.confirmed, facts.leaves, facts.name, *texts),
    )
    cursor.executemany(
        "INSERT INTO program VALUES (%s, %s, %s)",
        [(facts.id, list(one.yes), list(one.no)) for one in facts.programs],
    )


def _gathered(ground: str, flags: list[str], more: str = "") -> str:
    """The programs of the sites in the place that have the words, and which filters each passes."""
    bits = " + ".join(f"{flag}::int * {1 << place}" for place, flag in enumerate(flags)) or "0"
    return (
        f"g AS MATERIALIZED (SELECT s.id AS site, p.yes, p.no, {bits} AS f{more}"
        f" FROM site AS s JOIN program AS p ON p.site = s.id WHERE {ground})"
    )


def _page(ground: str, flags: list[str], asked: Asked) -> str:
    matching = "50 * ts_rank(s.words, to_tsquery('simple', %(words)s))" if asked.words else "0"
    near = f"30 * 10 / (10 + {_MILES})" if asked.radius is not None else "0"
    fresh = "20 * greatest(0, 1 - greatest(%(today)s - s.confirmed, 0) / 365.0)"
    more = f", {matching} + {near} + {fresh} AS points, s.name"
    return (
        f"WITH {_gathered(ground, flags, more)} SELECT site, min(yes)"
        " FROM g WHERE f = %(every)s GROUP BY site, points, name"
        " ORDER BY points DESC, name, site LIMIT %(top)s"
    )


def _ground(asked: Asked) -> str:
    conditions = ["(s.leaves = 0 OR s.leaves > %(today)s)"]
    if asked.words:
        conditions.append("s.words @@ to_tsquery('simple', %(words)s)")
    if asked.radius is not None:
        conditions.append("s.spot <@ box(point(%(west)s, %(south)s), point(%(east)s, %(north)s))")
        conditions.append(f"{_MILES} <= %(radius)s")
    elif asked.state:
        conditions.append("s.state = %(state)s")
    return " AND ".join(conditions)
