"""When each thing was first said of a site, changed and withdrawn, by which source and edition.

A list that first names a site leaves one row; only what it changes later has rows of its own. So
what has none was said from the beginning.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.orm import Session

from directory.domain.changes import Change, Field
from directory.domain.facts import EDITION, Source
from directory.domain.moments import now
from directory.storage import said, sources, spoken
from directory.storage.models import HistoryRow, ProviderRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """From then on the source said `answer`; empty: it said nothing any more."""

    answer: str
    source: Source  # the edition
    said_on: date | None  # the day it speaks for
    at: datetime | None = None  # UTC, when the directory heard of it; None: before it kept history


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One thing, as one list or one person told it over time, the oldest first."""

    about: str  # a Field, or facet/slug; empty: whether it names the site at all
    program: str  # a level of care; empty: the whole site
    series: str  # the list without its edition
    events: tuple[Event, ...]

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def last(self) -> Event:
        return self.events[-1]


Key = tuple[str, str, str]  # series, program, about


def note(
    session: Session,
    source_id: int,
    said_on: date | None,
    changes: Iterable[tuple[int, Change]],
    revision_id: int | None = None,
) -> None:
    """Write down changes by provider id. Whoever changes what a source says has to.

    `revision_id`: what a person sent in, by which they came.
    """
    at = now()
    rows = [
        {
            "provider_id": provider_id,
            "source_id": source_id,
            "said_on": said_on,
            "at": at,
            "revision_id": revision_id,
            "program": change.program,
            "about": change.about,
            "was": change.was,
            "became": change.became,
        }
        for provider_id, change in changes
    ]
    if rows:
        session.execute(insert(HistoryRow), rows)


def of_provider(session: Session, provider_id: int) -> list[Story]:
    """Everything ever said of it. A street that is kept private now is left out of the past too."""
    named = sources.by_id(session)
    told: defaultdict[Key, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_rows(provider_id)):
        told[series(named[row.source_id]), row.program, row.about].append(row)
    teller = _Teller(named, told, withheld=_is_confidential(session, provider_id))
    changed = (teller.changed(key) for key in told)
    steady = (teller.steady(one) for one in spoken.of_provider(session, provider_id))
    stories = [*changed, *(story for story in steady if story)]
    return sorted(stories, key=lambda story: (story.series, story.program, _place(story.about)))


def series(source: Source) -> str:
    """What the editions of a list have in common."""
    return EDITION.sub("", source.slug)


class _Teller:
    def __init__(
        self, named: dict[int, Source], told: dict[Key, list[Row[Any]]], *, withheld: bool
    ) -> None:
        self._named = named
        self._told = told
        self._withheld = withheld

    def changed(self, key: Key) -> Story:
        list_, program, about = key
        rows = self._told[key]
        was = self._shown(about, rows[0].was)
        begun = self._begun(list_, was) if about and was else ()
        events = (self._event(row, self._shown(about, row.became)) for row in rows)
        return Story(about=about, program=program, series=list_, events=(*begun, *events))

    def steady(self, one: spoken.Spoken) -> Story | None:
        """What is said now and never changed; None where it did."""
        list_ = series(self._named[one.source_id])
        if (list_, one.program, one.about) in self._told:
            return None
        alone = Event(answer=one.answer, source=self._named[one.source_id], said_on=one.said_on)
        events = tuple(self._begun(list_, one.answer)) or (alone,)
        return Story(about=one.about, program=one.program, series=list_, events=events)

    def _begun(self, list_: str, answer: str) -> Iterator[Event]:
        """What the list said when it first named the site."""
        first = next(iter(self._told.get((list_, "", ""), ())), None)
        if first is not None:
            yield self._event(first, answer)

    def _event(self, row: Row[Any], answer: str) -> Event:
        return Event(
            answer=answer, source=self._named[row.source_id], said_on=row.said_on, at=row.at
        )

    def _shown(self, about: str, answer: str) -> str:
        private = self._withheld and about == Field.ADDRESS
        return said.WITHHELD if private and answer else answer


def _rows(provider_id: int) -> Select[Any]:
    columns = HistoryRow.__table__.c
    return select(*columns).where(columns.provider_id == provider_id).order_by(columns.id)


def _is_confidential(session: Session, provider_id: int) -> bool:
    query = select(ProviderRow.confidential).where(ProviderRow.id == provider_id)
    return bool(session.scalar(query))


def _place(about: str) -> tuple[int, str]:
    """The site itself, its fields in their order, then facts by name."""
    fields = ["", *Field]
    return (fields.index(about) if about in fields else len(fields), about)
