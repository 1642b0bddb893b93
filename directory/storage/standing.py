"""Whether anybody still names a site: its lists, or itself."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select, update
from sqlalchemy.orm import Session

from directory.domain.facts import SourceKind
from directory.storage.models import ProviderFactRow, ProviderRow, RecordRow, SourceRow

PERSONS = (SourceKind.PROVIDER.value, SourceKind.EDITOR.value)


def refresh(session: Session, provider_ids: Collection[int], day: date) -> None:
    """Mark those whom nobody names any more as gone since `day`, and unmark those named again."""
    ours = and_(ProviderRow.id.in_(provider_ids), _was_listed())
    went = and_(ours, ProviderRow.gone_since.is_(None), not_(_is_named()))
    came = and_(ours, ProviderRow.gone_since.is_not(None), _is_named())
    for which, since in ((went, day), (came, None)):
        session.execute(
            update(ProviderRow)
            .where(which)
            .values(gone_since=since)
            .execution_options(synchronize_session=False)
        )


def dropped(session: Session, provider_id: int) -> dict[str, date]:
    """The day since which lists do not name it any more, by the slug of the last that did."""
    rows = session.execute(
        select(SourceRow.slug, RecordRow.gone_since)
        .join(SourceRow, SourceRow.id == RecordRow.source_id)
        .where(RecordRow.provider_id == provider_id)
    )
    return {slug: day for slug, day in rows if day is not None}


def _was_listed() -> ColumnElement[bool]:
    return exists().where(RecordRow.provider_id == ProviderRow.id)


def _is_named() -> ColumnElement[bool]:
    listed = exists().where(RecordRow.provider_id == ProviderRow.id, RecordRow.gone_since.is_(None))
    speaks = exists().where(
        ProviderFactRow.provider_id == ProviderRow.id,
        ProviderFactRow.source_id == SourceRow.id,
        SourceRow.kind.in_(PERSONS),
    )
    return or_(listed, speaks)
