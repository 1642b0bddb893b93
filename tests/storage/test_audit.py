from contextlib import suppress

import pytest
from sqlalchemy import Delete, Update, delete, text, update
from sqlalchemy.exc import DBAPIError

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.storage import audit
from directory.storage.database import Database
from directory.storage.models import AuditRow

EDITOR = Actor("editor@example.org", 7)


def note(database: Database, *deeds: Deed) -> None:
    with database.writing() as session:
        for deed in deeds:
            audit.note(session, EDITOR, deed)
        session.commit()


def test_what_was_done_is_told_in_order(database: Database) -> None:
    note(database, Deed(Act.ACCEPTED, "harbor-house", 3, {"keys": ["name"]}))
    note(database, Deed(Act.PAUSED, "harbor-house", 3), Deed(Act.CLOSED, "bayside", 4))

    with database.reading() as session:
        mine = list(audit.entries(session, provider_id=3))
        assert [each.act for each in audit.entries(session)] == ["accepted", "paused", "closed"]
    assert [(each.who, each.account_id, each.act, each.details) for each in mine] == [
        ("editor@example.org", 7, "accepted", {"keys": ["name"]}),
        ("editor@example.org", 7, "paused", {}),
    ]


@pytest.mark.parametrize(
    "change", [update(AuditRow).values(who="nobody"), delete(AuditRow)], ids=["change", "delete"]
)
def test_the_database_refuses_to_change_it(database: Database, change: Update | Delete) -> None:
    note(database, Deed(Act.ACCEPTED, "harbor-house"))

    with database.writing() as session, pytest.raises(DBAPIError, match="cannot be edited"):
        session.execute(change)

    with database.reading() as session:
        assert len(list(audit.entries(session))) == 1
        assert audit.broken_at(session) is None


UNGUARDED = {
    "sqlite": ("DROP TRIGGER audit_update", "DROP TRIGGER audit_delete"),
    "postgresql": ("DROP TRIGGER audit_is_kept ON audit",),
}


@pytest.mark.parametrize(
    "deed",
    ["UPDATE audit SET act = 'refused' WHERE id = 2", "DELETE FROM audit WHERE id = 3"],
    ids=["changed", "cut off"],
)
def test_whoever_goes_around_the_database_is_found_out(database: Database, deed: str) -> None:
    note(database, *(Deed(Act.ACCEPTED, f"listing-{number}") for number in range(3)))

    with database.writing() as session:
        for statement in UNGUARDED[session.get_bind().dialect.name]:
            session.execute(text(statement))
        session.execute(text(deed))
        session.commit()

    with database.reading() as session:
        assert audit.broken_at(session) is not None


def test_what_was_not_committed_was_not_done(database: Database) -> None:
    note(database, Deed(Act.ACCEPTED, "harbor-house"))
    with suppress(RuntimeError), database.writing() as session:
        audit.note(session, EDITOR, Deed(Act.CLOSED, "harbor-house"))
        raise RuntimeError
    note(database, Deed(Act.PAUSED, "harbor-house"))

    with database.reading() as session:
        assert [each.act for each in audit.entries(session)] == ["accepted", "paused"]
        assert audit.broken_at(session) is None
