"""Demonstration listings among the real ones: found by their mark, never by their words."""

from sqlalchemy import Column, Select, Table, delete, select
from sqlalchemy.orm import Session

from directory.domain.places import Place, PlaceKind, Point
from directory.storage import outbox
from directory.storage.models import Base, CityRow, ProgramRow, ProviderRow, ZipRow

MARKED = select(ProviderRow.id).where(ProviderRow.demonstration)
MARKED_PROGRAMS = select(ProgramRow.id).where(ProgramRow.provider_id.in_(MARKED))


def remove(session: Session) -> int:
    """Delete all of them with everything that belongs to them. Returns how many there were."""
    ids = list(session.scalars(MARKED))
    outbox.note(session, ids)
    # Whatever points at a provider or a program, also in tables that are yet to come.
    for table in reversed(Base.metadata.sorted_tables):
        for column in table.columns:
            if (owners := _owners(column)) is not None:
                session.execute(delete(table).where(column.in_(owners)))
    session.execute(delete(ProviderRow).where(ProviderRow.demonstration))
    session.expire_all()
    return len(ids)


def any_provider(session: Session) -> bool:
    return session.scalar(select(ProviderRow.id).limit(1)) is not None


def places(session: Session) -> list[Place]:
    """Every ZIP and every city that has coordinates."""
    return [*zips(session), *_cities(session)]


def _cities(session: Session) -> list[Place]:
    columns = (CityRow.name, CityRow.state, CityRow.latitude, CityRow.longitude)
    return [
        Place(kind=PlaceKind.CITY, city=name, state=state, point=Point(north, east))
        for name, state, north, east in session.execute(select(*columns).order_by(CityRow.id))
        if north is not None and east is not None
    ]


def zips(session: Session) -> list[Place]:
    """Every ZIP that has coordinates, in order: where demonstration listings may lie."""
    columns = (ZipRow.zip, ZipRow.city, ZipRow.state, ZipRow.county)
    where = (ZipRow.latitude, ZipRow.longitude)
    rows = session.execute(select(*columns, *where).order_by(ZipRow.zip))
    return [
        Place(
            kind=PlaceKind.ZIP,
            zip=code,
            city=city,
            state=state,
            county=county or None,
            point=Point(north, east),
        )
        for code, city, state, county, north, east in rows
        if north is not None and east is not None
    ]


def _owners(column: Column[object]) -> Select[int] | None:
    for key in column.foreign_keys:
        if key.column.table is _table(ProgramRow):
            return MARKED_PROGRAMS
        if key.column.table is _table(ProviderRow):
            return MARKED
    return None


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
