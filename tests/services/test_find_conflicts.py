"""Conflicts are found a few listings at a time."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from directory.services import find_conflicts
from directory.storage.database import Database
from tests.services.imported import Import, every, provider_writes
from tests.spreadsheets import row


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The statements that the database is asked."""
    statements: list[str] = []

    def look(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", look)
    yield statements
    event.remove(Engine, "before_cursor_execute", look)


def test_no_more_listings_are_read_than_are_wanted(
    bring: Import, database: Database, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_conflicts, "AT_ONCE", 1)
    bring(*(row(Name1=name) for name in ("Harbor House", "Bayside Clinic", "Oak", "Elm")))
    for site in every(database):
        provider_writes(database, site.id, name=f"{site.name} Recovery")

    counts = []
    for most in (None, 1):
        asked.clear()
        with database.reading() as session:
            found = find_conflicts.waiting(session, most)
        counts.append((len(found), len(asked)))

    (everything, long), (first, short) = counts
    assert (everything, first) == (4, 1)
    assert short < long / 2
