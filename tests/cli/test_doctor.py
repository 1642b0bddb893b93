"""Each fault is made for real, and seen found; what can be mended is seen mended."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from config import Settings
from directory import context
from directory.app import create_app
from directory.domain import moments
from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.services.examine_clock import examine_clock
from directory.storage import audit, keeping, migrations
from directory.storage.models import (
    CityRow,
    MailRow,
    OutboxRow,
    ProviderFactRow,
    TermRow,
)
from tests.factories import Make, listing, said
from tests.storage.damaging import damage

ABOUT = (
    *("settings", "secret", "folder", "disk", "SQLite", "database", "tables", "vocabulary"),
    *("facts", "places", "index", "trail", "mail", "clock", "backup", "doubts"),
)


def doctor(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["doctor", *args])


def faults(app: Flask, *args: str) -> dict[str, str]:
    """What it says of each thing that is not well."""
    result = doctor(app, *args)
    lines = [line.partition(" ") for line in result.stdout.splitlines()]
    found = {about: told.strip() for about, _, told in lines if about in ABOUT}
    found = {about: told for about, told in found.items() if told != "ok"}
    assert result.exit_code == bool(found), result.output
    return found


@pytest.fixture
def behind(app: Flask, make: Make) -> Flask:
    """A directory whose index has not heard of the last listing."""
    make.listing("Harbor House")
    with context.writing() as session:
        keeping.add(session, [listing("Hill Clinic")])
        session.commit()
    return app


def changed(change: Callable[[Session], object]) -> None:
    with context.writing() as session:
        change(session)
        session.commit()


def test_a_sound_directory_has_no_fault(app: Flask, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))

    result = doctor(app)

    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.stdout.splitlines()] == [[each, "ok"] for each in ABOUT]


def test_an_index_that_is_behind_is_found_and_made_again(behind: Flask) -> None:
    assert "lacks 1 of 2 sites" in faults(behind)["index"]

    repaired = doctor(behind, "--repair")

    assert "The index was made again, of 2 sites." in repaired.stdout
    assert repaired.exit_code == 0


def test_an_index_that_nobody_feeds_is_found(app: Flask, make: Make) -> None:
    known = make.listing()
    late = {"provider_id": known.id, "at": moments.now() - timedelta(minutes=2)}
    changed(lambda session: session.execute(insert(OutboxRow).values(late)))

    assert "lacks the last 1 changes" in faults(app)["index"]
    assert faults(app, "--repair") == {}


@pytest.mark.parametrize("part", ["columns/names.npy", "text/*.trm", "text/*.pst"])
def test_a_torn_index_is_found_and_made_again(
    app: Flask, make: Make, settings: Settings, part: str
) -> None:
    make.listing()
    for torn in settings.index.glob(f"generation-*/{part}"):
        os.truncate(torn, torn.stat().st_size // 2)

    afresh = create_app(settings)
    with afresh.app_context():
        assert "could not be used" in faults(afresh)["index"]
        assert faults(afresh, "--repair") == {}


def test_a_fact_that_the_index_does_not_know_is_found(app: Flask, make: Make) -> None:
    kept = make.listing()
    with context.writing() as session:
        rows = keeping.Keeper(session).facts([said("therapy", "cbt")], provider_id=kept.id)
        session.execute(insert(ProviderFactRow), list(rows))
        session.commit()

    assert "counts some terms otherwise" in faults(app)["index"]


def test_a_missing_migration_is_found_and_made_up_for(app: Flask) -> None:
    migrations.downgrade(context.held().database, "-1")

    assert "not up to date" in faults(app)["tables"]
    assert faults(app, "--repair") == {}


def test_a_term_that_the_database_lacks_is_found_and_added(app: Flask) -> None:
    changed(lambda session: session.execute(delete(TermRow).where(TermRow.slug == "cbt")))

    assert "1 terms of the vocabulary" in faults(app)["vocabulary"]
    assert faults(app, "--repair") == {}


def test_facts_whose_term_is_gone_are_found_and_left_to_a_person(app: Flask, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))
    gone = update(TermRow).where(TermRow.slug == "cbt").values(slug="no-longer-known")
    changed(lambda session: session.execute(gone))

    assert "therapy/no-longer-known (1)" in faults(app)["facts"]
    assert set(faults(app, "--repair")) == {"facts"}


def test_missing_places_are_found_and_built_again(app: Flask) -> None:
    changed(lambda session: session.execute(delete(CityRow)))

    assert "places are not up to date" in faults(app)["places"]
    assert faults(app, "--repair") == {}


def test_a_disk_without_room_for_a_second_copy_is_found(app: Flask, settings: Settings) -> None:
    free = shutil.disk_usage(settings.instance).free
    with (settings.instance / "directory.db-large").open("wb") as file:
        file.truncate(free + 1024**3)  # takes no room, but a copy of it would

    assert "disk is nearly full" in faults(app)["disk"]
    assert "disk" in faults(app, "--repair")


def test_a_clock_that_was_set_back_is_found(app: Flask) -> None:
    ahead = {"provider_id": 1, "at": moments.now() + timedelta(days=2)}
    changed(lambda session: session.execute(insert(OutboxRow).values(ahead)))

    assert "but something was written on" in faults(app)["clock"]


@pytest.mark.parametrize(
    ("days", "told"), [(500, "nothing was written since"), (-20_000, "before this program was")]
)
def test_a_clock_that_is_far_off_is_found(days: int, told: str) -> None:
    written = moments.now()

    assert told in examine_clock(written + timedelta(days=days), written)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"tries": 4, "fault": "Connection refused."}, "Connection refused."),
        ({"tries": 11, "next_at": None, "fault": "No such mailbox."}, "1 were given up"),
        ({"tries": 0}, "is the site being served?"),
    ],
)
def test_mail_that_does_not_arrive_is_found(
    app: Flask, fields: dict[str, object], told: str
) -> None:
    long_ago = moments.now() - timedelta(hours=2)
    waits = {"message": "1", "to": "a@example.org", "subject": "s", "body": "b"}
    times = {"made_at": long_ago, "next_at": long_ago}
    row = insert(MailRow).values(waits | times | fields)
    changed(lambda session: session.execute(row))

    assert told in faults(app)["mail"]


def test_a_backup_that_is_late_is_found(app: Flask, settings: Settings) -> None:
    changed(lambda session: audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "a listing")))
    (settings.instance / "last-backup").write_text("2026-11-01T00:00:00Z elsewhere\n")

    assert "days old" in faults(app)["backup"]


def test_a_backup_that_was_never_made_is_found(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = moments.now() - timedelta(days=2)
    monkeypatch.setattr(audit, "now", lambda: long_ago)
    changed(lambda session: audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "a listing")))

    assert "No backup is known of" in faults(app)["backup"]


def test_a_secret_that_can_be_guessed_is_found(settings: Settings) -> None:
    app = create_app(Settings.from_env(weak(settings)))
    with app.app_context():
        assert "can be guessed" in faults(app)["secret"]


def weak(settings: Settings) -> dict[str, str]:
    return {"DIRECTORY_INSTANCE": str(settings.instance), "DIRECTORY_SECRET_KEY": "change" * 6}


def test_a_secret_that_others_can_read_is_found_and_closed(app: Flask, settings: Settings) -> None:
    secret = settings.instance / "secret-key"
    secret.chmod(0o644)

    assert "Others on this machine can read" in faults(app)["secret"]
    assert faults(app, "--repair") == {}
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_others_can_look_into_is_found_and_closed(
    app: Flask, settings: Settings
) -> None:
    settings.instance.chmod(0o755)

    assert "Others on this machine can look into" in faults(app)["folder"]
    assert faults(app, "--repair") == {}
    assert settings.instance.stat().st_mode & 0o777 == 0o750


def test_a_file_of_somebody_else_is_found(app: Flask, settings: Settings) -> None:
    strange = settings.instance / "errors.log"
    if os.geteuid() == 0:
        strange.touch()
        os.chown(strange, 12345, -1)
    else:
        strange.symlink_to("/etc/hostname")

    assert "errors.log" in faults(app)["folder"]


def test_debug_mode_is_found(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = create_app(settings)

    with app.app_context():
        assert "FLASK_DEBUG" in faults(app)["settings"]


def test_a_trail_that_was_changed_past_the_program_is_found(app: Flask) -> None:
    changed(lambda session: audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, "a listing")))
    changed(lambda session: session.execute(text("DROP TRIGGER audit_update")))
    changed(lambda session: session.execute(text("UPDATE audit SET who = 'nobody'")))

    assert "trail of what people did is broken" in faults(app)["trail"]
    assert "trail" in faults(app, "--repair")


def test_a_damaged_database_is_found_and_left_as_it_is(app: Flask, settings: Settings) -> None:
    context.held().database.close()
    file = settings.instance / "directory.db"
    damage(file)
    before = file.read_bytes()

    assert "damaged" in faults(app)["database"]
    assert "restore FILE" in faults(app, "--repair")["database"]
    assert file.read_bytes() == before


def test_rows_that_point_to_nothing_are_found(app: Flask, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))
    with context.held().database.connecting() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("DELETE FROM term WHERE slug = 'cbt'")
        driver.execute("PRAGMA foreign_keys=ON")

    assert "point to nothing, in provider_fact" in faults(app)["database"]
