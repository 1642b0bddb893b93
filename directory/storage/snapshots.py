"""Every row that two listings and their organizations stand on, to bring all of it back as it was.

What was changed since stays as it is then, row by row, and is named.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, delete, insert, or_, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from directory.storage.models import (
    ClaimRow,
    CorrectionRow,
    DoubtRow,
    HistoryRow,
    MembershipRow,
    OldSlugRow,
    PhoneRow,
    PlanRow,
    ProgramFactRow,
    ProgramRow,
    ProgramStateRow,
    ProviderFactRow,
    ProviderRow,
    RecordRow,
    RevisionRow,
    RulingRow,
    SessionRow,
)

Row = dict[str, Any]  # as JSON
Key = tuple[Any, ...]
Snapshot = Mapping[str, list[Row]]  # by table
WORDS: Mapping[type[DeclarativeBase], str] = {  # parents before children
    ProviderRow: "name, address and what is said of the place",
    OldSlugRow: "addresses that lead to it",
    MembershipRow: "who keeps it",
    PhoneRow: "telephones",
    ProviderFactRow: "facts about the whole site",
    PlanRow: "insurance plans",
    ProgramRow: "programs",
    ProgramFactRow: "facts about programs",
    SessionRow: "sessions",
    ProgramStateRow: "states of online sessions",
    RecordRow: "what lists say",
    RevisionRow: "changes sent in",
    ClaimRow: "claims",
    CorrectionRow: "reports of mistakes",
    DoubtRow: "doubts whether it is another place",
    RulingRow: "what editors settled",
    HistoryRow: "history",
}
OF_PROGRAMS = (ProgramFactRow, SessionRow, ProgramStateRow)
OWNERS: Mapping[type[DeclarativeBase], tuple[str, ...]] = {
    ProviderRow: ("id",),
    MembershipRow: ("organization_id",),
    DoubtRow: ("provider_id", "other_id"),
}
DATED = (date, datetime, time)


def taken(
    session: Session, provider_ids: Collection[int], organization_ids: Collection[int]
) -> dict[str, list[Row]]:
    found = {}
    for model in WORDS:
        table = _table(model)
        which = _which(model, provider_ids, organization_ids)
        query = select(*table.c).where(which).order_by(*table.primary_key.columns)
        rows = session.execute(query).mappings()
        found[table.name] = [{name: _written(row[name]) for name in row} for row in rows]
    return found


def restore(session: Session, before: Snapshot, after: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """Bring back what stood before, where it stands now as it did after. Returns what cannot be."""
    stays = []
    wanted = {model: _wanted(_table(model), before, after, now) for model in WORDS}
    for model in reversed(tuple(WORDS)):
        table = _table(model)
        gone = [key for key, row in wanted[model][0].items() if row is None]
        for key in gone:
            session.execute(delete(table).where(_is(table, key)))
    for model, words in WORDS.items():
        rows, lost = wanted[model]
        _write(session, _table(model), [row for row in rows.values() if row], now)
        stays += [words] * lost
    return tuple(stays)


def _wanted(
    table: Table, before: Snapshot, after: Snapshot, now: Snapshot
) -> tuple[dict[Key, Row | None], bool]:
    """What each row that differs becomes, and whether any has to stay as it is."""
    then, merged, current = (_by_key(table, each) for each in (before, after, now))
    changed = [key for key in {**then, **merged} if then.get(key) != merged.get(key)]
    same = [key for key in changed if current.get(key) == merged.get(key)]
    return {key: then.get(key) for key in same}, len(same) < len(changed)


def _write(session: Session, table: Table, rows: Iterable[Row], now: Snapshot) -> None:
    there = _by_key(table, now)
    for row in rows:
        values = {name: _read(table, name, value) for name, value in row.items()}
        key = _key(table, row)
        if key in there:
            session.execute(update(table).where(_is(table, key)).values(**values))
        else:
            _insert(session, table, values, key)


def _insert(session: Session, table: Table, values: Row, key: Key) -> None:
    """Another listing may have been given the number of a plan or a session since."""
    if "id" in values and session.execute(select(table.c.id).where(_is(table, key))).first():
        del values["id"]
    session.execute(insert(table).values(**values))


def _which(
    model: type[DeclarativeBase], providers: Collection[int], organizations: Collection[int]
) -> ColumnElement[bool]:
    columns = _table(model).c
    if model in OF_PROGRAMS:
        owned = select(ProgramRow.id).where(ProgramRow.provider_id.in_(providers))
        return cast("ColumnElement[bool]", columns.program_id.in_(owned))
    owners = organizations if model is MembershipRow else providers
    return or_(*(columns[name].in_(owners) for name in OWNERS.get(model, ("provider_id",))))


def _table(model: type[DeclarativeBase]) -> Table:
    return cast(Table, model.__table__)


def _by_key(table: Table, snapshot: Snapshot) -> dict[Key, Row]:
    return {_key(table, row): row for row in snapshot.get(table.name, [])}


def _key(table: Table, row: Row) -> Key:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _is(table: Table, key: Key) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    return and_(
        *(
            column == _read(table, column.name, value)
            for column, value in zip(columns, key, strict=True)
        )
    )


def _written(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if isinstance(value, DATED) else value


def _read(table: Table, name: str, value: Any) -> Any:  # noqa: ANN401
    kind = table.c[name].type.python_type
    return kind.fromisoformat(value) if kind in DATED and value is not None else value
