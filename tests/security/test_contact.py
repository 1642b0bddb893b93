from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from tests.security.town import VISITOR, Town, ask

ADDRESS = "/.well-known/security.txt"


def test_who_finds_a_hole_is_told_whom_to_tell(town: Town) -> None:
    answer = ask(town.client(VISITOR), ADDRESS, "GET")

    told = dict(line.split(": ", 1) for line in answer.text.splitlines())
    ends = datetime.fromisoformat(told["Expires"])
    now = datetime.now(UTC)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:d@county.example"
    assert told["Preferred-Languages"] == "en, es"
    assert now + timedelta(days=30) < ends < now + timedelta(days=366)


def test_nobody_is_named_where_nobody_was_given(app: Flask) -> None:
    assert FlaskClient(app, app.response_class).get(ADDRESS).status_code == 404
