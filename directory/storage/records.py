"""How published lists know the sites, and what each list said of them last."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, exists, insert, select, update
from sqlalchemy.orm import Session

from directory.domain.facts import EDITION
from directory.domain.moments import now
from directory.storage.models import RecordRow, SourceRow
from directory.storage.said import Said

RECORDS = cast(Table, RecordRow.__table__)
_THAT_ONE = update(RECORDS).where(
    RECORDS.c.source_id == bindparam("known_source"), RECORDS.c.key == bindparam("known_key")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A year of a list."""

    slug: str
    day: date | None  # that it speaks for
    is_imported: bool  # else somebody's copy cites it, and nobody read it here


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredRecord:
    source_id: int
    key: str
    provider_id: int
    digest: str
    gone_since: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What a record said last."""

    source_id: int
    key: str
    said: Said
    unclaimed: str
    gone_since: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRecord:
    """What to keep of a record; `replaces` is the one by which its site was known before."""

    provider_id: int
    key: str
    digest: str
    unclaimed: str  # CATEGORY:CODE, parted by blanks
    said: Said
    replaces: StoredRecord | None = None


def editions(session: Session, series: str) -> dict[int, Edition]:
    """The years of a list that are known, by source id."""
    is_imported = exists().where(RecordRow.source_id == SourceRow.id)
    columns = (SourceRow.id, SourceRow.slug, SourceRow.published_on, is_imported)
    return {
        id_: Edition(slug=slug, day=day, is_imported=imported)
        for id_, slug, day, imported in session.execute(select(*columns))
        if slug.startswith(series) and EDITION.fullmatch(slug.removeprefix(series))
    }


def of_sources(session: Session, source_ids: Collection[int]) -> dict[str, StoredRecord]:
    """By key; where two editions know the same key, the later one's."""
    table = RecordRow.__table__.columns
    columns = (table.source_id, table.key, table.provider_id, table.digest, table.gone_since)
    query = select(*columns).where(table.source_id.in_(source_ids)).order_by(table.source_id)
    return {
        row.key: StoredRecord(
            source_id=row.source_id,
            key=row.key,
            provider_id=row.provider_id,
            digest=row.digest,
            gone_since=row.gone_since,
        )
        for row in session.execute(query)
    }


def kept_of(session: Session, provider_ids: Collection[int]) -> dict[int, list[Kept]]:
    """By provider: what each list said of it last."""
    table = RECORDS.c
    columns = (table.provider_id, table.source_id, table.key, table.said, table.unclaimed)
    query = select(*columns, table.gone_since).where(table.provider_id.in_(provider_ids))
    found: defaultdict[int, list[Kept]] = defaultdict(list)
    for row in session.execute(query.order_by(table.source_id, table.key)):
        found[row.provider_id].append(
            Kept(
                source_id=row.source_id,
                key=row.key,
                said=row.said,
                unclaimed=row.unclaimed,
                gone_since=row.gone_since,
            )
        )
    return found


def keep(session: Session, source_id: int, records: Iterable[NewRecord]) -> None:
    """Insert new ones; write over those they replace, which keeps the day they were first seen."""
    at = now()
    fresh, again = [], []
    for record in records:
        values = _values(record) | {"source_id": source_id}
        if record.replaces is None:
            fresh.append(values | {"first_seen_at": at})
        else:
            again.append(values | _called(record.replaces))
    if fresh:
        session.execute(insert(RECORDS), fresh)
    if again:
        session.execute(_THAT_ONE, again)


def mark_gone(session: Session, gone: Iterable[StoredRecord], day: date | None) -> None:
    """`day`: None where they are named again."""
    rows = [_called(record) | {"gone_since": day} for record in gone]
    if rows:
        session.execute(_THAT_ONE, rows)


def _values(record: NewRecord) -> dict[str, Any]:
    return {
        "key": record.key,
        "provider_id": record.provider_id,
        "digest": record.digest,
        "unclaimed": record.unclaimed,
        "said": record.said,
        "gone_since": None,
    }


def _called(record: StoredRecord) -> dict[str, Any]:
    return {"known_source": record.source_id, "known_key": record.key}
