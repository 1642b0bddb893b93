import base64
import json
from datetime import timedelta

import altcha
import pytest

from directory.domain.limits import EVERYBODY, SENT_UNPUZZLED
from directory.domain.moments import now
from directory.exchange import puzzles
from directory.services import limit_attempts
from directory.services.ask_puzzle import Asking, Gate, Sent
from directory.storage.database import Database

SECRET = "a secret of the site, long enough"
GATE = Gate(Asking.ALWAYS, SECRET)


def answer_to(puzzle: str) -> str:
    challenge = altcha.Challenge.from_dict(json.loads(puzzle))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


@pytest.fixture(scope="module")
def answered() -> str:
    """The right answer to a puzzle of now; each test has a database that never saw it."""
    return answer_to(GATE.puzzle())


def let_in(database: Database, gate: Gate, answer: str = "", content: str = "typed") -> bool:
    with database.writing() as session:
        return gate.let_in(session, Sent(answer, content))


def flood(database: Database) -> None:
    counted = SENT_UNPUZZLED
    with database.writing() as session:
        for _ in range(counted.most):
            limit_attempts.take(session, counted.what, EVERYBODY, counted.most, counted.within)
        session.commit()


def test_nobody_is_asked_while_little_comes_in(database: Database) -> None:
    assert let_in(database, Gate(Asking.AUTO, SECRET))


def test_a_flood_closes_the_gate_by_itself(database: Database, answered: str) -> None:
    gate = Gate(Asking.AUTO, SECRET)
    flood(database)

    with database.reading() as session:
        assert gate.is_closed(session)
    assert not let_in(database, gate)
    assert let_in(database, gate, answered)


def test_an_operator_may_never_ask(database: Database) -> None:
    flood(database)

    assert let_in(database, Gate(Asking.NEVER, SECRET))


def test_an_answer_is_good_once(database: Database, answered: str) -> None:
    assert let_in(database, GATE, answered, "one")

    assert not let_in(database, GATE, answered, "another")


def test_a_second_click_on_the_same_form_is_the_same_sending(
    database: Database, answered: str
) -> None:
    sendings = [let_in(database, GATE, answered, "one") for _ in range(2)]

    assert sendings == [True, True]


def test_a_puzzle_lasts_twenty_minutes() -> None:
    in_time = puzzles.make(SECRET, now() - timedelta(minutes=19))
    late = puzzles.make(SECRET, now() - timedelta(minutes=21))

    assert puzzles.solved(SECRET, answer_to(in_time))
    assert not puzzles.solved(SECRET, answer_to(late))


def test_a_puzzle_of_somebody_else_is_none(answered: str) -> None:
    assert not puzzles.solved("another secret of another site", answered)


def test_a_puzzle_cannot_be_made_easier(answered: str) -> None:
    payload = json.loads(base64.b64decode(answered))
    payload["challenge"]["parameters"]["keyPrefix"] = "00"

    assert not puzzles.solved(SECRET, base64.b64encode(json.dumps(payload).encode()).decode())


@pytest.mark.parametrize("answer", ["", "x", "e30=", "[]", "bnVsbA==", "é", "A" * 100_000])
def test_what_is_no_answer_is_refused(answer: str) -> None:
    assert puzzles.solved(SECRET, answer) is None
