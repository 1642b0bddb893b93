"""The audit trail at the shell."""

import json
import tracemalloc
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, text

from directory import context
from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.storage import audit
from directory.storage.models import AuditRow

MANY, LONG = 6_000, "written at length " * 200  # 20 MB in all
AT = datetime.fromisoformat("2026-04-01T09:30")


def noted(app: Flask, *acts: Act) -> None:
    with context.held(app).database.writing() as session:
        for act in acts:
            audit.note(session, Actor("pat@x.example"), Deed(act, "harbor-house"))
        session.commit()


def test_every_act_is_written_with_its_digest(app: Flask, tmp_path: Path) -> None:
    noted(app, Act.CLAIMED, Act.CONFIRMED)
    out = tmp_path / "audit.csv"

    printed = app.test_cli_runner().invoke(args=["audit", "export"])
    app.test_cli_runner().invoke(args=["audit", "export", "--format", "csv", "--out", str(out)])

    lines = [json.loads(line) for line in printed.output.splitlines()]
    assert [line["act"] for line in lines] == ["claimed", "confirmed"]
    assert all(len(line["digest"]) == 64 for line in lines)
    assert out.read_text().count("\n") == 3


def test_a_long_trail_is_written_without_being_held(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "audit.csv"
    row = {"at": AT, "who": "pat@x.example", "act": "claimed", "digest": "0" * 64}
    rows = [row | {"subject": f"{each}", "details": {"said": LONG}} for each in range(MANY)]
    with context.held(app).database.writing() as session:
        session.execute(insert(AuditRow), rows)
        session.commit()

    tracemalloc.start()
    app.test_cli_runner().invoke(args=["audit", "export", "--format", "csv", "--out", str(out)])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert out.stat().st_size > MANY * len(LONG)
    assert most < out.stat().st_size / 2


def test_a_file_that_cannot_be_written_is_said(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["audit", "export", "--out", f"{tmp_path}/no/x"])

    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_a_whole_trail_is_found_whole(app: Flask) -> None:
    noted(app, Act.CLAIMED)

    result = app.test_cli_runner().invoke(args=["audit", "verify"])

    assert result.output == "The trail is whole: each of 1 follows from the one before it.\n"


def test_a_row_that_somebody_took_away_is_missed(app: Flask) -> None:
    noted(app, Act.CLAIMED, Act.CONFIRMED, Act.CLOSED)
    with context.held(app).database.connecting() as connection:
        connection.execute(text("DROP TRIGGER audit_delete"))
        connection.execute(text("DELETE FROM audit WHERE act = 'confirmed'"))
        connection.commit()

    result = app.test_cli_runner().invoke(args=["audit", "verify"])

    assert result.exit_code == 1
    assert "The trail is broken" in result.output
