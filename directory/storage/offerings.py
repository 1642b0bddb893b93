"""What is offered where, a page at a time: programs or whole sites, in the order of their numbers.

A new one has the highest number, so that pages stay as they were while the directory grows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from directory.domain.facts import Answer
from directory.domain.places import Disc, Point
from directory.domain.vocabulary import Selection
from directory.storage import answered, terms
from directory.storage.models import OldSlugRow, ProgramRow, ProgramStateRow, ProviderRow
from directory.storage.question_texts import Inside
from directory.storage.questions import Question

BATCH = 500
Said = frozenset[tuple[Selection, Answer]]


class Key(NamedTuple):
    provider_id: int
    program_id: int  # 0 where the whole site is meant

    @property
    def number(self) -> int:
        return self.program_id or self.provider_id


class Unit(Enum):
    """What is paged through."""

    PROGRAM = "program"
    SITE = "site"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """All of these hold: for the program, or for some program of the site."""

    said: tuple[Said, ...] = ()  # of each, at least one is so
    provider_id: int | None = None
    changed_since: datetime | None = None  # UTC
    serving: str = ""  # a state: programs that name the states they serve have to name it
    question: Question | None = None  # of the site, and of the program where programs are wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """As little of a program as tells it from others."""

    key: Key
    slug: str
    name: str
    care: str | None
    changed_at: datetime


class Offerings:
    """The published ones that are wanted."""

    def __init__(self, session: Session, wanted: Wanted, unit: Unit) -> None:
        self._session = session
        self._number = ProgramRow.id if unit is Unit.PROGRAM else ProviderRow.id
        self._query = _query(wanted, unit, terms.by_selection(session) if wanted.said else {})
        self._is_costly = bool(wanted.said)

    def count(self) -> int:
        counted = select(func.count()).select_from(self._query.subquery())
        return self._session.scalar(counted) or 0

    def page(self, start: int, stop: int) -> tuple[int, list[Key]]:
        """How many there are, and those of the page."""
        ordered = self._query.order_by(self._number)
        if self._is_costly:  # looking at all of them once costs less than twice
            keys = self._keys(ordered)
            return len(keys), keys[start:stop]
        total = self.count()
        is_empty = start >= total  # such a number may be more than a database can count to
        return total, [] if is_empty else self._keys(ordered.offset(start).limit(stop - start))

    def batches(self, size: int = BATCH) -> Iterator[list[Key]]:
        """All of them, however many, each batch in a transaction of its own."""
        last = 0
        while keys := self.behind(last, size):
            yield keys
            last = keys[-1].number
            self._session.rollback()

    def behind(self, number: int, most: int) -> list[Key]:
        """The first whose numbers are higher."""
        rest = self._query.where(self._number > number)
        return self._keys(rest.order_by(self._number).limit(most))

    def inside(self, disc: Disc) -> list[Key]:
        """All that lie there, as far as anybody may know; only numbers are held for them."""
        place = (ProviderRow.latitude, ProviderRow.longitude)
        boxed = self._query.add_columns(*place).where(Inside(disc.box).clause())
        rows = self._session.execute(boxed.order_by(self._number))
        return [Key(*key) for *key, north, east in rows if disc.holds(Point(north, east))]

    def of_sites(self, provider_ids: Sequence[int]) -> list[Key]:
        """Those at these sites, in the order of the sites."""
        found: list[Key] = []
        for start in range(0, len(provider_ids), BATCH):
            these = provider_ids[start : start + BATCH]
            found += self._keys(self._query.where(ProviderRow.id.in_(these)))
        ranks = {id_: rank for rank, id_ in enumerate(provider_ids)}
        return sorted(found, key=lambda key: (ranks[key.provider_id], key.program_id))

    def _keys(self, query: Select[int, int]) -> list[Key]:
        return [Key(*row) for row in self._session.execute(query)]


def lines(session: Session, keys: Sequence[Key]) -> list[Line]:
    """The programs in the order given; those that are gone are skipped."""
    query = (
        select(
            ProviderRow.id.label("provider_id"),
            ProgramRow.id,
            ProviderRow.slug,
            ProgramRow.name,
            ProgramRow.care,
            ProviderRow.updated_at,
        )
        .join_from(ProgramRow, ProviderRow)
        .where(ProgramRow.id.in_([key.program_id for key in keys]))
    )
    found = {row.id: row for row in session.execute(query)}
    return [
        Line(key=key, slug=row.slug, name=row.name, care=row.care, changed_at=row.updated_at)
        for key in keys
        if (row := found.get(key.program_id))
    ]


def site_of(session: Session, program_id: int) -> int | None:
    return session.scalar(select(ProgramRow.provider_id).where(ProgramRow.id == program_id))


def slugs(session: Session) -> Iterator[tuple[str, int]]:
    """Every name that a site has or once had, with the site's number."""
    for query in (
        select(ProviderRow.slug, ProviderRow.id),
        select(OldSlugRow.slug, OldSlugRow.provider_id),
    ):
        yield from ((slug, id_) for slug, id_ in session.execute(query))


def programs(session: Session) -> Iterator[tuple[int, int]]:
    """Every program's number, with its site's."""
    rows = session.execute(select(ProgramRow.id, ProgramRow.provider_id))
    yield from ((id_, provider_id) for id_, provider_id in rows)


def _query(wanted: Wanted, unit: Unit, numbers: answered.Numbers) -> Select[int, int]:
    about_programs = list(_about_programs(wanted, numbers))
    about_sites = list(_about_sites(wanted))
    if unit is Unit.PROGRAM:
        keys = select(ProviderRow.id, ProgramRow.id).join_from(ProgramRow, ProviderRow)
        return keys.where(*about_sites, *about_programs)
    sites = select(ProviderRow.id, literal(0)).where(*about_sites)
    if not about_programs:
        return sites
    return sites.where(exists().where(ProgramRow.provider_id == ProviderRow.id, *about_programs))


def _about_sites(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield ProviderRow.status == "published"
    if wanted.provider_id is not None:
        yield ProviderRow.id == wanted.provider_id
    if wanted.changed_since is not None:
        yield ProviderRow.updated_at >= wanted.changed_since
    if wanted.question is not None:
        yield wanted.question.clause()


def _about_programs(wanted: Wanted, numbers: answered.Numbers) -> Iterator[ColumnElement[bool]]:
    for said in wanted.said:
        yield answered.any_of(said, numbers)
    if wanted.serving:
        names = exists().where(ProgramStateRow.program_id == ProgramRow.id)
        yield or_(~names, names.where(ProgramStateRow.state == wanted.serving))
