"""A PostgreSQL server from which nothing comes, behind a line that can be cut."""

import contextlib
from collections.abc import Iterator
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from directory.storage import patience, soundness
from directory.storage.database import Database
from tests.postgres import Servers, wait_until
from tests.torture.line import Line

ONE = text("SELECT 1")


@pytest.fixture
def line(postgres_servers: Servers) -> Iterator[Line]:
    with Line(postgres_servers.primary.port) as line:
        yield line


@pytest.fixture
def far(line: Line) -> Iterator[Database]:
    """The server's own database, at the other end of the line."""
    database = Database(f"postgresql+psycopg://app@127.0.0.1:{line.port}/postgres")
    yield database
    line.mend()
    database.close()


def asked(database: Database) -> int:
    with database.reading() as session:
        return int(session.execute(ONE).scalar_one())


def refusal(database: Database) -> tuple[OperationalError, float]:
    """And after how many seconds it came."""
    began = monotonic()
    with pytest.raises(OperationalError) as told:
        asked(database)
    return told.value, monotonic() - began


def goes_on(database: Database) -> bool:
    with contextlib.suppress(OperationalError):
        return asked(database) == 1
    return False


def test_nobody_waits_long_for_a_server_that_says_nothing(
    line: Line, far: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS_FOR_A_PING", 0.3)
    assert asked(far) == 1

    line.cut()
    first, seconds = refusal(far)
    second, at_once = refusal(far)

    assert seconds < patience.SECONDS_TO_CONNECT + 2
    assert at_once < 0.1
    assert soundness.is_out_of_reach(first)
    assert soundness.is_out_of_reach(second)
    line.mend()
    wait_until(lambda: goes_on(far))


def test_a_statement_that_is_not_answered_ends_its_connection(
    line: Line, far: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS_LONGER", -14.5)

    with far.reading() as session:
        assert session.execute(ONE).scalar_one() == 1
        line.cut()
        with pytest.raises(OperationalError) as told:
            session.execute(ONE)
        assert told.value.connection_invalidated

    line.mend()
    assert asked(far) == 1


def test_a_session_whose_server_went_away_ends_without_a_fault(
    postgres_servers: Servers, far: Database
) -> None:
    with far.reading() as session:
        own = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        postgres_servers.primary.told(f"SELECT pg_terminate_backend({own}, 5000)")

    assert asked(far) == 1


def test_a_writer_that_falls_silent_does_not_hold_the_others_for_good(far: Database) -> None:
    shown = text("SHOW idle_in_transaction_session_timeout")

    with far.writing() as session:
        assert session.execute(shown).scalar_one() == "1min"
    with far.connecting() as upkeep:
        assert upkeep.execute(shown).scalar_one() == "0"


def test_what_takes_its_time_is_given_it(far: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS_LONGER", -14.8)

    with far.snapshot() as session:
        session.execute(text("SELECT pg_sleep(0.5)"))

    with far.reading() as session, pytest.raises(OperationalError):
        session.execute(text("SELECT pg_sleep(0.5)"))
