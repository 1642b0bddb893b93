"""A site whose nodes keep no index: the same pages, and a change is on them at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from directory import context
from directory.domain.facts import Answer
from directory.domain.moments import now
from directory.domain.vocabulary import Vocabulary
from directory.services import look_ready
from directory.services.examine_index import IndexExamination
from directory.services.follow_changes import follow_changes
from directory.storage import outbox, rewriting, sources
from tests import factories
from tests.factories import Make, program, said
from tests.spreadsheets import row, write_directory
from tests.web.html import PageClient

FOUND = "1 place in the whole country"


@pytest.fixture
def settings(tmp_path: Path, postgres: str) -> Settings:
    return Settings.from_env(
        {
            "DIRECTORY_INSTANCE": str(tmp_path),
            "DIRECTORY_DATABASE_URL": postgres,
            "DIRECTORY_SEARCH": "postgres",
        }
    )


def test_pages_are_made_of_what_the_database_finds(
    client: PageClient, make: Make, settings: Settings, vocabulary: Vocabulary
) -> None:
    cbt = program(statements=(said("therapy", "cbt", Answer.YES),))
    kept = make.listings([factories.listing("Harbor House", programs=(cbt,))])[0]
    held = context.held()

    assert client.page("/search", therapy="cbt").heading == FOUND
    with held.database.writing() as session:
        rewriting.rewrite(session, [replace(kept, name="Willow")], sources.keep)
        outbox.note(session, [kept.id])
        session.commit()
    assert follow_changes(held.database, held.engine) == 1

    assert client.page("/search", q="willow").heading == FOUND
    assert client.page("/search", q="harbor").heading != FOUND
    assert look_ready.lacks(held.database, held.engine, now()) == []
    with held.database.reading() as session:
        assert IndexExamination(held.engine, vocabulary, now()).fault(session) == ""
    assert not settings.index.exists()


def test_what_a_command_imports_is_found_where_nothing_was_served_yet(
    app: Flask, client: PageClient, tmp_path: Path
) -> None:
    path = tmp_path / "facilities.xlsx"
    write_directory(path, [row()])

    result = app.test_cli_runner().invoke(args=["import", str(path)])

    assert result.exit_code == 0, result.output
    assert "The index holds 1 sites." in result.stdout
    assert client.page("/search").heading == FOUND
