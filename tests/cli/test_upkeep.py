import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import insert

from directory import context
from directory.storage import keeping
from directory.storage.models import ProviderFactRow
from tests.factories import Make, listing, said


def doctor(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["doctor", *args])


@pytest.fixture
def behind(app: Flask, make: Make) -> Flask:
    """A directory whose index has not heard of the last listing."""
    make.listing("Harbor House")
    with context.writing() as session:
        keeping.add(session, [listing("Hill Clinic")])
        session.commit()
    return app


def test_a_sound_directory_has_no_fault(app: Flask, make: Make) -> None:
    make.listing(statements=(said("therapy", "cbt"),))

    result = doctor(app)

    assert result.exit_code == 0, result.output
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert set(lines.values()) == {"ok"}
    assert set(lines) == {"SQLite", "tables", "database", "vocabulary", "places", "index", "doubts"}


def test_an_index_that_is_behind_is_found(behind: Flask) -> None:
    result = doctor(behind)

    assert result.exit_code == 1
    assert "The search index lacks 1 of 2 sites." in result.stdout


def test_what_can_be_mended_is_mended(behind: Flask) -> None:
    assert doctor(behind, "--repair").exit_code == 0
    assert doctor(behind).exit_code == 0


def test_a_fact_that_the_index_does_not_know_is_found(app: Flask, make: Make) -> None:
    kept = make.listing()
    with context.writing() as session:
        rows = keeping.Keeper(session).facts([said("therapy", "cbt")], provider_id=kept.id)
        session.execute(insert(ProviderFactRow), list(rows))
        session.commit()

    result = doctor(app)

    assert result.exit_code == 1
    assert "counts some terms otherwise" in result.stdout


def test_reindexing_says_how_many_sites_there_are(behind: Flask) -> None:
    result = behind.test_cli_runner().invoke(args=["reindex"])

    assert result.stdout == "Indexed 2 sites.\n"
