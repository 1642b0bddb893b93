"""Whoever only searches needs no database: the index holds what the results show."""

import pytest
from flask import Flask

from tests import factories
from tests.factories import Make, program, said
from tests.web.html import PageClient


@pytest.mark.parametrize("path", ["/", "/search", "/es/search", "/search/map", "/api/search"])
@pytest.mark.parametrize("asked_for", ["", "therapy=cbt", "q=evening+house", "q=nothing+of+this"])
def test_a_search_asks_the_database_nothing(
    client: PageClient, make: Make, asked: list[str], path: str, asked_for: str
) -> None:
    own = program("outpatient", said("therapy", "cbt"))
    make.listings([factories.listing(f"House {number}", programs=(own,)) for number in range(30)])
    client.get("/search?q=house")  # after which the providers' names are known for a while
    asked.clear()

    answer = client.get(f"{path}?near=Peoria,+IL&{asked_for}")

    assert answer.status_code == 200
    assert asked == []


def test_who_may_have_written_something_is_shown_what_the_database_has(
    app: Flask, client: PageClient, make: Make, asked: list[str]
) -> None:
    make.listing("Harbor House")
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], "something")
    asked.clear()

    assert "Harbor House" in client.get("/search?near=Peoria,+IL").text
    assert any("FROM provider" in statement for statement in asked)
