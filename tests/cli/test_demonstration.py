from datetime import UTC, datetime

from click.testing import Result
from flask import Flask

from directory import context
from directory.domain.criteria import Criteria
from directory.storage import listings


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["demo", *args])


def test_one_sentence_says_how_many_were_loaded(app: Flask) -> None:
    result = run(app, "--providers", "12")

    assert result.output == "Loaded 12 demonstration listings.\n"
    assert result.exit_code == 0


def test_loaded_listings_can_be_searched(app: Flask) -> None:
    run(app, "--providers", "12")

    found = context.engine().search(Criteria(), today=datetime.now(UTC).date())
    assert found.total == 12


def test_a_directory_in_use_is_left_alone(app: Flask) -> None:
    run(app, "--providers", "3")

    result = run(app, "--when-empty", "--providers", "12")

    assert "none were added" in result.output
    assert kept(app) == 3


def test_an_empty_directory_is_filled(app: Flask) -> None:
    run(app, "--when-empty", "--providers", "4")

    assert kept(app) == 4


def test_all_of_them_can_be_removed(app: Flask) -> None:
    run(app, "--providers", "3")

    result = run(app, "--remove")

    assert result.output == "Removed 3 demonstration listings.\n"
    assert kept(app) == 0


def test_no_providers_are_wrong_usage(app: Flask) -> None:
    assert run(app, "--providers", "0").exit_code == 2


def kept(app: Flask) -> int:
    with context.held(app).database.reading() as session:
        return sum(len(batch) for batch in listings.all_in_batches(session))
