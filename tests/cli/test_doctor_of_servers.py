"""What the doctor says of a directory on PostgreSQL; a replica is made to fail in each way."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from directory import context
from directory.app import create_app
from directory.storage import keeping, servers
from tests.cli.test_backups import said
from tests.cli.test_doctor import ABOUT, doctor
from tests.factories import listing
from tests.postgres import Server, Servers, wait_until

NOWHERE = "postgresql+psycopg://app:geheim@127.0.0.2:9/directory"


@pytest.fixture
def settings(settings_with_replica: Settings) -> Settings:
    return settings_with_replica


def told(app: Flask) -> dict[str, str]:
    lines = doctor(app).stdout.splitlines()
    return {about: words.strip() for about, _, words in (line.partition(" ") for line in lines)}


def told_elsewhere(settings: Settings) -> dict[str, str]:
    app = create_app(settings)
    with app.app_context():
        found = told(app)
        context.held().database.close()
    return found


def test_each_matter_is_looked_at_and_a_replica_that_lags_is_found(
    app: Flask, postgres_servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context.writing() as session:
        keeping.add(session, [listing()])
        session.commit()
    postgres_servers.caught_up()
    app.test_cli_runner().invoke(args=["reindex"])

    sound = told(app)
    monkeypatch.setattr(servers, "SECONDS_TO_CATCH_UP", 0.3)
    postgres_servers.replica.told("SELECT pg_wal_replay_pause()")
    postgres_servers.primary.told("CREATE TABLE written (n int); DROP TABLE written")
    lagging = told(app)
    postgres_servers.replica.told("SELECT pg_wal_replay_resume()")

    assert list(sound) == [*ABOUT[:4], "PostgreSQL", "replica", *ABOUT[5:]]
    assert {about for about, words in sound.items() if words != "ok"} == {"PostgreSQL"}
    assert "1 replica follows; no change waits for a replica" in sound["PostgreSQL"]
    assert "of what the primary wrote" in lagging["replica"]


def test_a_replica_that_lets_writers_wait_for_readers_is_found(
    app: Flask, postgres_servers: Servers
) -> None:
    primary, replica = postgres_servers.primary, postgres_servers.replica

    def set_up(server: Server, *settings: str) -> None:
        for setting in settings:
            server.told(f"ALTER SYSTEM {setting}")
        server.told("SELECT pg_reload_conf()")

    set_up(primary, "SET synchronous_standby_names = '*'", "SET synchronous_commit = remote_apply")
    try:
        wait_until(lambda: primary.asked("SHOW synchronous_commit") == "remote_apply")
        waiting = told(app)["replica"]
        set_up(replica, "SET hot_standby_feedback = on")
        wait_until(lambda: replica.asked("SHOW hot_standby_feedback") == "on")
        mended = told(app)["replica"]
    finally:
        set_up(primary, "RESET ALL")
        set_up(replica, "RESET hot_standby_feedback")

    assert "has hot_standby_feedback off" in waiting
    assert mended == "ok"


def test_a_server_that_does_not_answer_or_is_no_replica_is_found(settings: Settings) -> None:
    two = replace(settings, read_database_urls=(NOWHERE,))
    same = replace(settings, read_database_urls=(settings.database_url,))
    none = replace(settings, database_url=NOWHERE, read_database_urls=())

    assert "127.0.0.2:9/directory cannot be reached: connection" in told_elsewhere(two)["replica"]
    assert "is no replica" in told_elsewhere(same)["replica"]
    gone = told_elsewhere(none)
    assert list(gone)[-1] == "PostgreSQL"
    assert "The database cannot be reached" in gone["PostgreSQL"]


def test_backup_and_restore_name_the_command_without_the_password(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    archive = tmp_path / "of monday"
    archive.touch()
    address = settings.database_url.replace("+psycopg", "")

    dump = said(app, "backup", str(tmp_path / "x"))
    load = said(app, "restore", str(archive))

    assert "pg_dump --format=custom --no-unlogged-table-data " in dump  # who asked is in no backup
    assert f" --file={tmp_path / 'x'} {address}`" in dump
    assert f"--dbname={address} '{archive}'`" in load
    assert servers.address(NOWHERE) == "postgresql://app@127.0.0.2:9/directory"
    assert servers.address(
        "postgresql+psycopg://app:pw@/d?host=a:5432&host=b:5433&target_session_attrs=read-write"
    ) == ("'postgresql://app@a:5432,b:5433/d?target_session_attrs=read-write'")
