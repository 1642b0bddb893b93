"""Numbers of listings and programs: others link to them, so none is ever given twice."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.storage.models import MarkRow, ProgramRow, ProviderRow


def take(session: Session, table: type[ProviderRow | ProgramRow], count: int) -> range:
    """The next numbers, above all that were ever given, also to rows that are gone.

    On every database they come from here and not from a sequence of its own, which would not know
    of them. Whoever else would take some waits until this transaction ends.
    """
    if not count:
        return range(0)
    name = mark(table)
    last = session.get(MarkRow, name, with_for_update=True, populate_existing=True)
    given = int(last.value) if last else 0
    there = session.scalar(select(func.max(table.id))) or 0
    first = max(given, there) + 1
    session.merge(MarkRow(name=name, value=str(first + count - 1)))
    session.flush()
    return range(first, first + count)


def mark(table: type[ProviderRow | ProgramRow]) -> str:
    return f"last-{table.__tablename__}"
