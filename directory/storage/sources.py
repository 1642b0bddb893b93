from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, and_, exists, literal, or_, select
from sqlalchemy.orm import Session

from directory.domain.facts import Source, SourceKind
from directory.storage.models import (
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProviderFactRow,
    ProviderRow,
    RecordRow,
    SourceRow,
)


def keep(session: Session, source: Source) -> int:
    """Return the source's number, writing it down or bringing it up to date first."""
    row = session.scalar(select(SourceRow).where(SourceRow.slug == source.slug))
    if row is None:
        row = SourceRow(slug=source.slug)
        session.add(row)
    for name in ("name", "publisher", "url", "published_on"):
        if getattr(row, name) != getattr(source, name):
            setattr(row, name, getattr(source, name))
    row.kind = source.kind.value
    session.flush()
    return row.id


def adopt(session: Session, source: Source) -> int:
    """Return the number of a source that a copy cites; what is known of it here stays as it is."""
    known = select(SourceRow.id).where(SourceRow.slug == source.slug)
    return session.scalar(known) or keep(session, source)


def by_id(session: Session) -> dict[int, Source]:
    rows = session.execute(select(*SourceRow.__table__.columns))
    return {row.id: _value(row) for row in rows}


def in_use(session: Session) -> list[Source]:
    """The sources that a published listing still stands on, by name.

    Asked of the records first, where a source that was imported is found at once.
    """
    used = or_(*(exists(query.correlate(SourceRow)) for query in _standing_on_source()))
    rows = session.scalars(select(SourceRow).where(used).order_by(SourceRow.name))
    return [_value(row) for row in rows]


def _standing_on_source() -> Iterator[Select[Any]]:
    one, published = select(literal(1)), ProviderRow.status == "published"
    kept = and_(RecordRow.source_id == SourceRow.id, RecordRow.gone_since.is_(None))
    yield one.select_from(RecordRow).join(ProviderRow).where(kept, published)
    for table in (ProviderFactRow, PlanRow):
        facts = one.select_from(table).join(ProviderRow)
        yield facts.where(table.source_id == SourceRow.id, published)
    facts = one.select_from(ProgramFactRow).join(ProgramRow).join(ProviderRow)
    yield facts.where(ProgramFactRow.source_id == SourceRow.id, published)


def _value(row: SourceRow | Row[Any]) -> Source:
    return Source(
        slug=row.slug,
        name=row.name,
        kind=SourceKind(row.kind),
        publisher=row.publisher,
        url=row.url,
        published_on=row.published_on,
    )
