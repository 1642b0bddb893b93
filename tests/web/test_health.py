from datetime import timedelta

from flask import Flask
from sqlalchemy import text, update

from directory import context
from directory.domain.moments import now
from directory.services import look_ready
from directory.storage.models import OutboxRow
from tests.factories import Make
from tests.web.html import PageClient


def test_a_living_site_says_so_without_a_cookie(visitor: PageClient) -> None:
    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"alive": True})
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_sound_directory_is_ready(visitor: PageClient, make: Make) -> None:
    make.listing("Harbor House")

    answer = visitor.get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"ready": True, "lacks": []})


def test_an_index_that_is_far_behind_is_not_ready(app: Flask, make: Make) -> None:
    make.listing("Harbor House")
    with context.writing() as session:
        session.add(OutboxRow(provider_id=1))
        session.execute(
            update(OutboxRow).values(at=now() - look_ready.LONGEST_BEHIND - timedelta(seconds=5))
        )
        session.commit()

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["lacks"][0].startswith("The index is 30")


def test_a_database_that_waits_for_its_migrations_is_not_ready(app: Flask, make: Make) -> None:
    make.listing("Harbor House")
    with context.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        session.commit()

    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert "migrations" in answer.text


def test_a_database_that_does_not_answer_is_not_ready(app: Flask, make: Make) -> None:
    make.listing("Harbor House")
    with context.writing() as session:
        session.execute(text("DROP TABLE outbox"))
        session.commit()

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (
        503,
        {"ready": False, "lacks": ["The database does not answer."]},
    )
