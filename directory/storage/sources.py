from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.facts import Source, SourceKind
from directory.storage.models import SourceRow


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


def by_id(session: Session) -> dict[int, Source]:
    return {row.id: _value(row) for row in session.scalars(select(SourceRow))}


def _value(row: SourceRow) -> Source:
    return Source(
        slug=row.slug,
        name=row.name,
        kind=SourceKind(row.kind),
        publisher=row.publisher,
        url=row.url,
        published_on=row.published_on,
    )
