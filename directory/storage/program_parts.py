"""Sessions, cost, openings and other parts of programs, as an import compares and corrects them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from directory.domain.listings import Program
from directory.storage import keeping, rows
from directory.storage.models import ProgramRow, ProgramStateRow, SessionRow

PROGRAMS = cast(Table, ProgramRow.__table__)


def of(session: Session, program_ids: Collection[int]) -> dict[int, Program]:
    """Programs without what is stated of them."""
    pieces = rows.ProgramPieces(
        facts={},
        sessions=_grouped(session, SessionRow, program_ids),
        states=_grouped(session, ProgramStateRow, program_ids),
        statements=rows.Statements(session),
    )
    found = session.execute(select(*PROGRAMS.c).where(PROGRAMS.c.id.in_(program_ids)))
    return {row.id: rows.program(row, pieces) for row in found}


def save(session: Session, programs: Mapping[int, Program]) -> None:
    """Write them in the place of what was there."""
    if not programs:
        return
    values = [keeping.program_row(one) | {"number": id_} for id_, one in programs.items()]
    session.execute(update(PROGRAMS).where(PROGRAMS.c.id == bindparam("number")), values)
    held = [row for id_, one in programs.items() for row in keeping.session_rows(one, id_)]
    served = [
        {"program_id": id_, "state": state}
        for id_, one in programs.items()
        for state in one.states_served
    ]
    for table, new in ((SessionRow, held), (ProgramStateRow, served)):
        session.execute(delete(table).where(table.program_id.in_(programs)))
        if new:
            session.execute(insert(cast(Table, table.__table__)), new)


def _grouped(
    session: Session, table: type[DeclarativeBase], program_ids: Collection[int]
) -> dict[int, list[Row[Any]]]:
    columns = table.__table__.c
    grouped: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    query = select(*columns).where(columns.program_id.in_(program_ids))
    for row in session.execute(query.order_by(*table.__table__.primary_key)):
        grouped[row.program_id].append(row)
    return grouped
