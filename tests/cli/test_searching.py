import json

from click.testing import Result
from flask import Flask

from tests.factories import Make, said


def search(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["search", *args])


def test_a_sentence_finds_what_the_page_finds(app: Flask, make: Make) -> None:
    make.listing("Harbor House", statements=(said("insurance", "medicaid"),))
    make.listing("Hill Clinic")

    result = search(app, "iop in Peoria IL that takes medicaid")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 found\n")
    assert "Harbor House, Peoria, IL" in result.stdout


def test_json_is_what_the_api_answers(app: Flask, make: Make) -> None:
    make.listing()

    shell = json.loads(search(app, "iop in 61602", "--json").stdout)

    assert shell == app.test_client().get("/api/search?q=iop in 61602").get_json()


def test_a_limit_bounds_the_list_and_not_the_total(app: Flask, make: Make) -> None:
    for _ in range(3):
        make.listing()

    answer = json.loads(search(app, "iop in 61602", "--json", "--limit", "2").stdout)

    assert (answer["total"], len(answer["results"])) == (3, 2)


def test_an_ambiguous_place_is_asked_back(app: Flask) -> None:
    result = search(app, "Springfield iop")

    assert result.exit_code == 1
    assert "Which place do you mean?" in result.stderr
    assert "Springfield, IL" in result.stderr
