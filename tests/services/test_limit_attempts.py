import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from config import Settings
from directory.domain.limits import CORRECT_FACT, Allowed, Limit, Who
from directory.services import limit_attempts
from directory.storage.database import Database
from directory.storage.models import AttemptRow

FEW = Limit("knock", 3, timedelta(minutes=5))
ANA = Who.of("a secret", "203.0.113.7")
BEN = Who.of("a secret", "203.0.113.8")

# Another process of the same directory, which knocks until it is told to stop.
KNOCKING = """
import sys
from datetime import timedelta
from directory.domain.limits import Who
from directory.services import limit_attempts
from directory.storage.database import Database

granted = 0
for _ in range(int(sys.argv[2])):
    with Database(sys.argv[1]).writing() as session:
        who = Who.of("a secret", "203.0.113.7")
        granted += limit_attempts.allow(session, "knock", who, 25, timedelta(minutes=5)).granted
print(granted)
"""


def knock(database: Database, who: Who = ANA, limit: Limit = FEW) -> Allowed:
    with database.writing() as session:
        return limit_attempts.allow(session, limit.what, who, limit.most, limit.within)


def knocks(database: Database, times: int) -> list[bool]:
    return [knock(database).granted for _ in range(times)]


def noted(database: Database) -> list[AttemptRow]:
    with database.reading() as session:
        return list(session.scalars(select(AttemptRow)))


def test_whoever_tries_too_often_is_told_when_to_come_back(database: Database) -> None:
    assert knocks(database, FEW.most) == [True] * FEW.most

    denied = knock(database)

    assert not denied.granted
    assert 290 < denied.retry_in <= 300


def test_each_address_and_each_purpose_counts_alone(database: Database) -> None:
    knocks(database, FEW.most)

    assert knock(database, BEN).granted
    assert knock(database, limit=FEW.about("the back door")).granted
    assert not knock(database).granted


def test_looking_counts_nothing(database: Database) -> None:
    with database.reading() as session:
        asked = (session, FEW.what, ANA, FEW.most, FEW.within)
        looks = [limit_attempts.peek(*asked) for _ in range(9)]

    assert all(look.granted for look in looks)
    assert noted(database) == []


def test_a_denied_attempt_writes_nothing_and_leaves_the_lock(database: Database) -> None:
    knocks(database, FEW.most)
    before = [row.counts_until for row in noted(database)]

    with database.writing() as session:
        limit_attempts.allow(session, FEW.what, ANA, FEW.most, FEW.within)
        with database.writing() as other:
            other.execute(text("SELECT 1"))

    assert [row.counts_until for row in noted(database)] == before


def test_what_counts_no_more_is_forgotten(database: Database) -> None:
    knock(database, BEN, Limit("look", 1, timedelta(seconds=-1)))

    knock(database)

    assert len(noted(database)) == 1


def test_an_attempt_within_another_transaction_ends_with_it(database: Database) -> None:
    with database.writing() as session:
        limit_attempts.take(session, FEW.what, ANA, FEW.most, FEW.within)
        session.rollback()

    assert noted(database) == []


def test_no_address_stands_in_the_database(database: Database, settings: Settings) -> None:
    knock(database, Who.of(settings.secret_key, "someone@example.org"))

    (row,) = noted(database)

    assert "someone" not in row.key
    assert row.key != noted_by(database, Who.of("another secret", "someone@example.org"))


def noted_by(database: Database, who: Who) -> str:
    knock(database, who)
    return noted(database)[-1].key


def test_one_line_reports_one_fact_once_in_a_month(database: Database) -> None:
    fact = CORRECT_FACT.about(12, "phone/main")

    answers = [knock(database, who, fact).granted for who in (ANA, ANA, BEN)]

    assert answers == [True, False, True]
    assert knock(database, ANA, CORRECT_FACT.about(12, "zip")).granted


def test_limits_hold_across_processes(database: Database) -> None:
    command = [sys.executable, "-c", KNOCKING, database.url, "20"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    granted = [int(process.communicate(timeout=60)[0]) for process in processes]

    assert sum(granted) == 25
    assert len(noted(database)) == 25


@pytest.mark.parametrize("one", ["Someone@Example.org", " someone@example.org "])
def test_a_mail_address_is_the_same_however_it_is_written(one: str) -> None:
    assert Who.of("a secret", one) == Who.of("a secret", "someone@example.org")
