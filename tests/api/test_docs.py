import pytest
from flask import Flask

from tests.web.html import PageClient


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app, app.response_class)


def test_the_page_shows_each_operation_with_an_example(client: PageClient) -> None:
    page = client.page("/api/docs")

    assert page.heading == "For developers"
    assert "GET /api/search" in page.texts("code")
    commands = page.texts("pre")
    assert "curl 'http://localhost/api/providers/{slug}'" in commands
    assert not any("told" in command for command in commands)  # which partners are, not asked
    assert any(
        command.startswith("curl 'http://localhost/api/explain?q=evening+IOP")
        for command in commands
    )


def test_it_says_how_much_may_be_asked(client: PageClient) -> None:
    assert "one address may ask 600 times a minute. With a key, 6,000 times" in (
        client.page("/api/docs").main
    )


def test_every_shape_that_is_named_can_be_gone_to(client: PageClient) -> None:
    page = client.page("/api/docs")  # which checks that no link dangles

    assert "intensive-outpatient Intensive outpatient (IOP)" in page.texts("li")
    assert "#shape-CareEntry" in {each.get("href") for each in page.all("a")}


def test_it_is_a_page_in_spanish_too(client: PageClient) -> None:
    page = client.page("/es/api/docs")

    assert page.heading == "Para programadores"
    assert page.link("English") == "/api/docs"
    assert page.all("section", lang="en")
    assert page.link("openapi.json") == "/api/openapi.json"
    assert "/es/api/search" not in page.main


def test_reading_about_the_limit_does_not_count(client: PageClient) -> None:
    assert "RateLimit" not in client.get("/api/docs").headers
