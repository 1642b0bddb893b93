from flask import Flask

from tests.factories import Make


def test_reindexing_says_how_many_sites_there_are(app: Flask, make: Make) -> None:
    make.listing()

    result = app.test_cli_runner().invoke(args=["reindex"])

    assert result.stdout == "Indexed 1 sites.\n"
