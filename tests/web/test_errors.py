import re
from io import BytesIO

import pytest
from flask import Flask, abort, request
from sqlalchemy import text

from directory import context
from directory.storage.database import Database
from tests.web.html import PageClient


def test_a_missing_page_offers_the_search_and_the_helpline(client: PageClient) -> None:
    answer = client.get("/nowhere")
    page = client.page("/nowhere")

    assert answer.status_code == 404
    assert page.heading == "Page not found"
    assert page.link("Search for treatment") == "/"


def test_a_wrong_method_is_refused_with_what_would_do(client: PageClient) -> None:
    answer = client.post("/search")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_file_in_the_place_of_a_text_is_refused(client: PageClient) -> None:
    answer = client.post("/account/sign-in", data={"email": (BytesIO(b"a"), "a.csv")})

    assert answer.status_code == 400


def broken() -> str:
    return str(1 // 0)


def misread() -> str:
    words = request.args["q"]
    try:
        return str(int(words))
    except ValueError as error:
        raise KeyError(words) from error


@pytest.mark.parametrize("code", [400, 413, 414, 418, 429, 503])
def test_every_refusal_is_a_page(app: Flask, client: PageClient, code: int) -> None:
    app.view_functions["search.home"] = lambda: abort(code)

    assert client.get("/").status_code == code


def test_a_fault_of_ours_is_owned_and_tells_nothing_of_itself(
    app: Flask, client: PageClient
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.home"] = broken

    answer = client.get("/?q=secret")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_what_was_searched_stays_out_of_the_log(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.results"] = broken

    client.get("/search?q=secret&near=61602")

    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text
    assert "61602" not in caplog.text


def test_a_fault_has_a_number_that_page_and_log_share(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.home"] = broken
    app.view_functions["api.search"] = broken

    page, problem = client.get("/").text, client.get("/api/search").json

    told = re.findall(r"Incident ([0-9]{3}-[0-9]{3}) in (\S+)\.", caplog.text)
    assert [endpoint for _, endpoint in told] == ["search.home", "api.search"]
    assert f"<strong>{told[0][0]}</strong>" in page
    assert problem is not None
    assert told[1][0] in problem["detail"]


def test_what_a_fault_says_of_itself_stays_out_of_the_log(
    app: Flask, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.home"] = misread

    client.get("/?q=secret")

    assert "ValueError\nwhich led to:" in caplog.text
    assert "KeyError" in caplog.text
    assert "in misread:" in caplog.text
    assert "secret" not in caplog.text


def written_without_room() -> str:
    with context.writing() as session:
        session.execute(text("PRAGMA max_page_count = 1"))  # no more than there are
        session.execute(text("CREATE TABLE large AS SELECT zeroblob(100000) AS content"))
    return ""


def test_who_cannot_write_for_want_of_room_is_told(app: Flask, client: PageClient) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.home"] = written_without_room

    answer = client.get("/")

    assert answer.status_code == 507
    assert "There is no room to save this" in answer.text
    assert "Searching still works" in answer.text


def written_without_waiting() -> str:
    with context.writing() as session:
        session.connection()
    return ""


def test_who_cannot_write_because_another_does_is_told_to_wait(
    app: Flask, client: PageClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.view_functions["search.home"] = written_without_waiting
    monkeypatch.setattr("directory.storage.database.BUSY_TIMEOUT_SECONDS", 0.01)
    context.held(app).database = Database(database.url)

    with database.writing() as importing:
        importing.connection()
        answer = client.get("/")

    assert answer.status_code == 503
    assert "We will be back in a moment" in answer.text
