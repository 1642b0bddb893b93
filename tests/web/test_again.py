"""Requests that a database beyond this machine did not answer at first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import text

from config import Settings
from directory import context
from directory.app import create_app
from directory.storage.models import MarkRow
from directory.web import again

UNDONE = "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"
CUT = "SELECT pg_terminate_backend(pg_backend_pid())"
CUT_AT_COMMIT = """
    CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON mark DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cut();
"""
TRIED: list[str] = []


@pytest.fixture
def client(tmp_path: Path, postgres: str) -> Iterator[FlaskClient]:
    env = {"DIRECTORY_INSTANCE": str(tmp_path), "DIRECTORY_DATABASE_URL": postgres}
    app = create_app(Settings.from_env(env))
    app.config.update(WTF_CSRF_ENABLED=False)
    app.add_url_rule("/read", view_func=read, methods=["GET", "POST"])
    app.add_url_rule("/write", view_func=write, methods=["POST"])
    app.add_url_rule("/api/write", "write-api", view_func=write, methods=["POST"])
    TRIED.clear()
    with app.app_context():
        context.held(app).database.close()
    yield app.test_client()
    context.held(app).database.close()


def read() -> str:
    """Fails as often as it is told to, and answers with what was sent."""
    TRIED.append(request.form.get("said", ""))
    if len(TRIED) <= int(request.args["fails"]):
        context.session().execute(text(request.args["how"]))
    return TRIED[-1] or "read"


def write() -> str:
    """Keeps one thing, and then goes on to what it is told."""
    TRIED.append("")
    with context.writing() as session:
        session.merge(MarkRow(name=f"try {len(TRIED)}", value=""))
        session.commit()
    context.session().execute(text(request.args["how"]))
    return "written"


@pytest.mark.parametrize("how", [UNDONE, CUT])
def test_what_was_undone_is_done_again_with_all_that_was_sent(
    client: FlaskClient, how: str
) -> None:
    asked = {"fails": "2", "how": how}

    assert client.post("/read", query_string=asked, data={"said": "hello"}).text == "hello"
    assert TRIED == ["hello"] * 3


def test_it_is_tried_three_times_and_no_more(client: FlaskClient) -> None:
    refused = client.get("/read", query_string={"fails": "9", "how": UNDONE})

    assert refused.status_code == 503
    assert len(TRIED) == 3


def test_who_has_waited_long_is_not_made_to_wait_as_long_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "SECONDS", 0.2)
    slowly = UNDONE.replace("RAISE", "PERFORM pg_sleep(0.3); RAISE")

    refused = client.get("/read", query_string={"fails": "9", "how": slowly})

    assert refused.status_code == 503
    assert len(TRIED) == 1


def test_what_was_kept_is_not_done_again(client: FlaskClient) -> None:
    answer = client.post("/write", query_string={"how": UNDONE})

    assert answer.status_code == 503
    assert len(TRIED) == 1


def test_who_got_no_answer_to_a_commit_is_told_to_look_first(client: FlaskClient) -> None:
    app: Flask = client.application
    with context.held(app).database.connecting() as connection:
        connection.exec_driver_sql(CUT_AT_COMMIT)
        connection.commit()

    page = client.post("/write", query_string={"how": "SELECT 1"})
    document = client.post("/api/write", query_string={"how": "SELECT 1"})

    assert (page.status_code, document.status_code) == (503, 503)
    assert "We do not know whether this was saved" in page.text
    assert document.get_json()["detail"].startswith("Nobody knows whether this was kept.")
    assert len(TRIED) == 2
