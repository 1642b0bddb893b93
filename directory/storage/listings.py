"""Reads whole listings as values, a batch in eight selects however many facts they hold."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from directory.domain.listings import Listing, Program
from directory.storage import rows as as_values
from directory.storage.models import (
    MembershipRow,
    OldSlugRow,
    PhoneRow,
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    ProviderRow,
    SessionRow,
)

BATCH = 500
Table = type[DeclarativeBase]
Order = InstrumentedAttribute[Any]


def by_slug(session: Session, slug: str) -> Listing | None:
    return next(iter(_read(session, ProviderRow.slug == slug)), None)


def by_slugs(session: Session, slugs: Sequence[str]) -> list[Listing]:
    """The published listings under these slugs, in the order given; unknown ones are skipped."""
    found = {listing.slug: listing for listing in _read(session, ProviderRow.slug.in_(slugs))}
    return [found[slug] for slug in slugs if slug in found]


def current_slug(session: Session, old_slug: str) -> str | None:
    """Where an address that a listing once had leads now."""
    query = select(ProviderRow.slug).join(OldSlugRow, OldSlugRow.provider_id == ProviderRow.id)
    return session.scalar(query.where(OldSlugRow.slug == old_slug))


def by_ids(session: Session, ids: Sequence[int]) -> list[Listing]:
    """The published listings with these ids, in the order given; ids that are gone are skipped."""
    found = {listing.id: listing for listing in _read(session, ProviderRow.id.in_(ids))}
    return [found[id_] for id_ in ids if id_ in found]


def whole(session: Session, id_: int) -> Listing | None:
    """The listing with this id, whether it is published or not, for those who keep it."""
    return next(iter(_Reader(session, shown=()).read(ProviderRow.id == id_)), None)


def all_whole(session: Session, ids: Sequence[int]) -> list[Listing]:
    """The same for several, in the order given."""
    found = _Reader(session, shown=()).read(ProviderRow.id.in_(ids))
    by_id = {listing.id: listing for listing in found}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def all_in_batches(session: Session, size: int = BATCH) -> Iterator[list[Listing]]:
    """Every published listing, in the order of the ids."""
    reader = _Reader(session)
    last = 0
    while ids := _ids_after(session, last, size):
        yield reader.read(ProviderRow.id.between(ids[0], ids[-1]))
        last = ids[-1]


def count(session: Session, *, demonstration: bool | None = None) -> int:
    query = select(func.count()).select_from(ProviderRow)
    if demonstration is not None:
        query = query.where(ProviderRow.demonstration == demonstration)
    return session.scalar(query) or 0


def _ids_after(session: Session, last: int, size: int) -> list[int]:
    query = select(ProviderRow.id).where(ProviderRow.id > last, *_published())
    return list(session.scalars(query.order_by(ProviderRow.id).limit(size)))


def _published() -> list[ColumnElement[bool]]:
    return [ProviderRow.status == "published"]


def _kept_since() -> ColumnElement[datetime]:
    """When the latest of those who keep the listing joined."""
    joined = select(func.max(MembershipRow.since)).where(
        MembershipRow.organization_id == ProviderRow.organization_id
    )
    return joined.scalar_subquery().label("kept_since")


def _read(session: Session, which: ColumnElement[bool]) -> list[Listing]:
    return _Reader(session).read(which)


class _Reader:
    """Keeps what batches share: equal statements are one object, of which few exist."""

    def __init__(
        self, session: Session, shown: Sequence[ColumnElement[bool]] | None = None
    ) -> None:
        """`shown`: conditions that every listing meets; those of being published."""
        self._session = session
        self._shown = _published() if shown is None else shown
        self._statements = as_values.Statements(session)

    def read(self, which: ColumnElement[bool]) -> list[Listing]:
        owned = and_(which, *self._shown)
        query = select(*ProviderRow.__table__.columns, _kept_since()).where(owned)
        parts = self._parts(owned)
        return [as_values.listing(row, parts) for row in self._rows(query, ProviderRow.id)]

    def _parts(self, owned: ColumnElement[bool]) -> as_values.Parts:
        return as_values.Parts(
            phones=self._grouped(PhoneRow, owned, PhoneRow.position),
            facts=self._grouped(ProviderFactRow, owned),
            plans=self._grouped(PlanRow, owned, PlanRow.id),
            programs=self._programs(owned),
            statements=self._statements,
        )

    def _programs(self, owned: ColumnElement[bool]) -> dict[int, list[Program]]:
        pieces = as_values.ProgramPieces(
            facts=self._of_programs(ProgramFactRow, owned),
            sessions=self._of_programs(SessionRow, owned, SessionRow.id),
            states=self._of_programs(ProgramStateRow, owned, ProgramStateRow.state),
            statements=self._statements,
        )
        programs: dict[int, list[Program]] = {}
        for provider_id, rows in self._grouped(ProgramRow, owned, ProgramRow.position).items():
            programs[provider_id] = [as_values.program(row, pieces) for row in rows]
        return programs

    def _grouped(
        self, table: Table, owned: ColumnElement[bool], *order: Order
    ) -> dict[int, list[Row[Any]]]:
        query = select(*table.__table__.columns).join(ProviderRow).where(owned)
        return _by(self._rows(query, *order), "provider_id")

    def _of_programs(
        self, table: Table, owned: ColumnElement[bool], *order: Order
    ) -> dict[int, list[Row[Any]]]:
        query = select(*table.__table__.columns).join(ProgramRow).join(ProviderRow).where(owned)
        return _by(self._rows(query, *order), "program_id")

    def _rows(self, query: Select[Any], *order: Order) -> Sequence[Row[Any]]:
        return self._session.execute(query.order_by(*order)).all()


def _by(rows: Sequence[Row[Any]], column: str) -> dict[int, list[Row[Any]]]:
    grouped: dict[int, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, column), []).append(row)
    return grouped
