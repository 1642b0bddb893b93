"""A directory where people are at work is carried to a real server, and back."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import OperationalError

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.services import move_directory
from directory.services.move_directory import held_still
from directory.services.open_destination import MoveError
from directory.storage import audit, contents, keeping, organizations, outbox, soundness
from directory.storage.database import Database
from directory.storage.models import (
    AccountRow,
    CityNameRow,
    CityRow,
    CorrectionRow,
    OrganizationRow,
    ProviderRow,
    RevisionRow,
    ZipRow,
)
from tests import furnishing, people
from tests.browser import sites
from tests.postgres import Servers, wait_until

KEPT_PLACE = "61602"  # few of them: they take long, and are all alike
MUCH = 3_000_000  # bytes; the empty tables take less
SAYS = "“Haven” — ñ 🙂"
TABLES = contents.TABLES


@pytest.fixture
def there(postgres_servers: Servers) -> Iterator[str]:
    """The address of an empty database."""
    name = postgres_servers.database()
    yield postgres_servers.primary.url(name)
    postgres_servers.drop(name)


@pytest.fixture
def busy(app: Flask) -> Flask:
    """Accounts, claims, drafts, revisions, mail and a trail; of places there are but few."""
    with context.writing() as session:
        keeping.add(session, sites.all_of_them())
        session.commit()
    furnishing.furnish(app)
    people.give_passkey(app, furnishing.WHO["editor"][0])
    with context.writing() as session:
        session.execute(update(AccountRow).values(mf_recovery_codes=["b", "a"]))
        session.execute(update(RevisionRow).where(RevisionRow.id == 1).values(accepted=None))
        first = session.scalars(select(ProviderRow.id)).first()
        session.add(CorrectionRow(provider_id=first or 0, about="name", said=SAYS))
        session.execute(delete(CityNameRow))
        session.execute(delete(CityRow))
        session.execute(delete(ZipRow).where(ZipRow.zip != KEPT_PLACE))
        session.commit()
    return app


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["move-to", *args])


def said(app: Flask, *args: str) -> str:
    """What it says when it refuses."""
    result = run(app, *args)
    assert result.exit_code == 1, result.output
    return result.output


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def whole(url: str) -> dict[str, list[Any]]:
    """Every row as the models read it, and how a null that is written down differs from none."""
    unset = text("SELECT id, accepted IS NULL FROM revision ORDER BY id")
    with opened(url) as database, database.reading() as session:
        assert audit.broken_at(session) is None
        told = {t.name: sorted(map(tuple, session.execute(select(t))), key=repr) for t in TABLES}
        return told | {"unset": [(id_, bool(is_unset)) for id_, is_unset in session.execute(unset)]}


def told_of_damage(app: Flask, url: str, *statements: str) -> str:
    with opened(url) as database, database.connecting() as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
    return said(app, url, "--verify-only")


def test_a_directory_arrives_whole_and_a_later_change_of_it_is_found(
    busy: Flask, there: str
) -> None:
    here = context.held().database.url
    before = whole(here)

    moved = run(busy, there)

    assert moved.exit_code == 0, moved.output
    assert moved.stdout.count(" rows  the same  ") == len(TABLES)
    assert whole(there) == before
    assert whole(here) == before
    assert {is_unset for _, is_unset in before["unset"]} == {True, False}
    assert len(before["audit"]) > 1
    compared = run(busy, there, "--verify-only")
    assert compared.exit_code == 0, compared.output
    sites_there = len(before["provider"])
    assert f"A directory of {sites_there} sites is in that database" in said(busy, there)
    assert "differs in said" in told_of_damage(
        busy, there, "UPDATE correction SET said = replace(said, 'ñ', 'n')"
    )
    assert "zip 61602 is missing there" in told_of_damage(busy, there, "DELETE FROM zip")
    broken = told_of_damage(
        busy,
        there,
        "ALTER TABLE audit DISABLE TRIGGER USER",
        "UPDATE audit SET who = 'nobody' WHERE id = (SELECT max(id) FROM audit)",
    )
    assert "The trail of what people did is broken there" in broken
    older = told_of_damage(busy, there, "UPDATE alembic_version SET version_num = '0001'")
    assert "of another version" in older


def test_numbers_go_on_there_and_it_can_be_carried_back(
    busy: Flask, there: str, tmp_path: Path
) -> None:
    assert "Nobody can write here now" in run(busy, there, "--hold").stderr
    with opened(there) as moved, moved.writing() as session:
        last = session.scalar(select(func.max(OrganizationRow.id))) or 0
        read = outbox.latest(session)
        added = organizations.add(session, "Bayside")
        outbox.note(session, [1])
        audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "bayside"))
        session.commit()
        assert added == last + 1
        assert outbox.latest(session) == read + 1
    lived = whole(there)

    env = {"DIRECTORY_INSTANCE": str(tmp_path), "DIRECTORY_DATABASE_URL": there}
    settled = create_app(Settings.from_env(env))
    with settled.app_context():
        back = run(settled, f"sqlite:///{tmp_path / 'back.db'}")
        context.held().database.close()

    assert back.exit_code == 0, back.output
    assert whole(f"sqlite:///{tmp_path / 'back.db'}") == lived
    assert (tmp_path / "back.db").stat().st_mode & 0o077 == 0


def test_it_refuses_with_a_sentence_and_leaves_all_as_it_was(
    busy: Flask, there: str, postgres_servers: Servers
) -> None:
    assert "postgresql+psycopg://user@host:5432/name" in said(busy, "nonsense")
    assert "postgresql+psycopg://user@host:5432/name" in said(busy, "mysql://app@host/directory")
    assert "in that database already" in said(busy, context.held().database.url)
    assert "does not exist" in said(busy, f"{there}x")
    assert "cannot be reached" in said(busy, "postgresql+psycopg://app:pw@127.0.0.2:9/directory")
    assert "There is no directory in that database" in said(busy, there, "--verify-only")

    name = there.rpartition("/")[2]
    postgres_servers.primary.told("CREATE TABLE shopping (id int)", name)
    assert "not empty (shopping)" in said(busy, there)
    postgres_servers.primary.told("DROP TABLE shopping", name)

    latin = "TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
    postgres_servers.primary.told(f"CREATE DATABASE latin {latin}")
    assert "ENCODING 'UTF8' LOCALE 'C.UTF-8'" in said(busy, there.replace(name, "latin"))

    with context.writing() as session:
        session.execute(update(ProviderRow).values(description="a \0 in it"))
        session.commit()
    assert "provider: PostgreSQL text fields cannot contain NUL" in said(busy, there)
    assert postgres_servers.primary.asked("SELECT count(*) FROM pg_stat_user_tables", name) == 0


def test_what_is_killed_midway_leaves_nothing_and_can_be_done_again(
    app: Flask, there: str, postgres_servers: Servers, settings: Settings
) -> None:
    with context.writing() as session:
        session.execute(delete(CityNameRow))
        session.execute(delete(CityRow))
        session.commit()
    primary = postgres_servers.primary
    env = {"DIRECTORY_INSTANCE": str(settings.instance)}
    command = [sys.executable, "-c", "from directory.app import main; main()", "move-to", there]
    size = f"SELECT pg_database_size('{there.rpartition('/')[2]}')"
    before = primary.asked(size)
    copying = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    wait_until(lambda: primary.asked(size) > before + MUCH)
    copying.send_signal(signal.SIGKILL)
    output, _ = copying.communicate()

    assert output == b""
    again = run(app, there)
    assert again.exit_code == 0, again.output


def test_nobody_writes_while_it_is_held_and_what_came_meanwhile_is_told(
    busy: Flask, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = context.held().database.url
    monkeypatch.setattr("directory.storage.database.BUSY_TIMEOUT_SECONDS", 0.05)
    hurried = Database(here)

    def write() -> None:
        with hurried.writing() as session:
            outbox.note(session, [1, 2])
            session.commit()

    with held_still(context.held().database), pytest.raises(OperationalError) as refused:
        write()
    with context.writing() as importing:
        importing.connection()
        with pytest.raises(MoveError, match="an import perhaps"), held_still(hurried):
            pass
    write_once = iter([write])
    moved = move_directory.move_directory(
        context.held().database, there, lambda *_: next(write_once, lambda: None)()
    )

    assert soundness.is_held(refused.value)
    assert moved.changes == 2
    assert moved.comparison.is_same
    hurried.close()
