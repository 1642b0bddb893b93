"""Whether the database is sound in itself."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def faults(session: Session) -> list[str]:
    """What SQLite finds wrong with its file and its references; nothing where it is another."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    damage = [row[0] for row in session.execute(text("PRAGMA quick_check(10)")) if row[0] != "ok"]
    orphans = session.execute(text("PRAGMA foreign_key_check")).all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        damage.append(f"{len(orphans):,} rows point to nothing, in {tables}")
    return damage
