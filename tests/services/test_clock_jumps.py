"""The clock of a machine is set ahead and back, and neither people nor mail wait for it."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from config import DATA
from directory.domain.acts import Act, Deed
from directory.domain.freshness import first_day_out
from directory.domain.keepers import LINK_HOLDS, Keeper
from directory.domain.limits import Limit, Who
from directory.domain.listings import Openings
from directory.domain.mail import WAITS, Fault, Letter, Mail
from directory.domain.people import Actor
from directory.exchange import letters
from directory.exchange.confirm_links import ConfirmLinks
from directory.services import limit_attempts
from directory.services.remind_providers import Reminders
from directory.services.send_mail import Letterbox, Sender
from directory.storage import audit, keeping
from directory.storage.database import Database
from tests import factories
from tests import keeping as people

NOON = datetime.fromisoformat("2026-11-22T12:00")
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
CONFIRMED = date(2026, 1, 1)
LETTERBOX = Letterbox(letters.load(DATA / "letters", "Some County"))
LINKS = ConfirmLinks("https://treatment.example.org", "s" * 32)
KNOCKS = Limit("knock", 3, timedelta(minutes=5))
ANA = Who.of("a secret", "203.0.113.7")


def set_clock(monkeypatch: pytest.MonkeyPatch, module: object, at: datetime) -> None:
    monkeypatch.setattr(module, "now", lambda: at)


def knock(database: Database) -> bool:
    with database.writing() as session:
        return limit_attempts.allow(session, KNOCKS.what, ANA, KNOCKS.most, KNOCKS.within).granted


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, limit_attempts, NOON)
    ahead = [knock(database) for _ in range(4)]

    set_clock(monkeypatch, limit_attempts, NOON - HOUR)
    back = [knock(database) for _ in range(4)]

    assert ahead == back == [True, True, True, False]


def test_a_clock_that_runs_ahead_by_seconds_lets_nobody_try_more_often(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, limit_attempts, NOON + timedelta(seconds=20))
    granted = [knock(database) for _ in range(3)]

    set_clock(monkeypatch, limit_attempts, NOON)

    assert granted == [True] * 3
    assert not knock(database)


@dataclass
class Post:
    """A way out that only notes what goes through it, or refuses it."""

    fault: Fault | None = None
    sent: list[str] = field(default_factory=list)

    def opened(self) -> AbstractContextManager["Post"]:
        return nullcontext(self)

    def send(self, mail: Mail) -> Fault | None:
        if not self.fault:
            self.sent.append(mail.to)
        return self.fault


def queue(database: Database, to: str) -> None:
    values = {"listings": "- Harbor House", "link": "https://example.org/x"}
    with database.writing() as session:
        LETTERBOX.queue(session, to, "en", Letter("still-right", values))
        session.commit()


def test_mail_that_was_written_while_the_clock_was_ahead_does_not_wait_for_that_day(
    database: Database,
) -> None:
    queue(database, "ana@x.example")
    post = Post()

    Sender(database, post).send_due(NOON - 3 * YEAR)
    Sender(database, post).send_due(NOON + YEAR)

    assert post.sent == ["ana@x.example"]


def test_mail_that_failed_while_the_clock_was_ahead_is_tried_again(database: Database) -> None:
    queue(database, "ana@x.example")
    Sender(database, Post(Fault("The server is down"))).send_due(NOON + YEAR)
    post = Post()

    Sender(database, post).send_due(NOON)

    assert post.sent == ["ana@x.example"]


def test_a_wait_between_tries_is_never_taken_for_a_clock_that_jumped(database: Database) -> None:
    queue(database, "ana@x.example")
    down, at = Post(Fault("The server is down")), NOON + YEAR

    for wait in WAITS:
        Sender(database, down).send_due(at)
        assert Sender(database, down).send_due(at + wait - timedelta(seconds=1)) == 0
        at += wait

    assert down.sent == []


def remind(database: Database, days: int) -> int:
    at = datetime.combine(CONFIRMED, datetime.min.time()) + timedelta(days=days, hours=9)
    with database.writing() as session:
        return Reminders(LETTERBOX, LINKS).remind(session, at).people


def test_a_clock_that_jumps_a_day_back_and_forth_reminds_once_at_each_age(
    database: Database,
) -> None:
    with database.writing() as session:
        (id_,) = keeping.add(session, [factories.listing(confirmed_on=CONFIRMED)])
        session.commit()
    people.member(database, "ana@x.example", id_)

    days = [59, 60, 59, 60, 61, 60, 58, 79, 78, 81, 79, 80, 81, 80]
    asked = [day for day in days if remind(database, day)]

    assert asked == [60, 81]


def test_a_link_holds_as_long_as_was_said_whatever_the_clock_did_meanwhile() -> None:
    token = LINKS.token(Keeper(email="ana@x.example", language="en", account_id=1), NOON)
    link = LINKS.read(token)

    assert link is not None
    last = NOON.date() + LINK_HOLDS
    held = [link.holds(day) for day in (NOON.date() - timedelta(days=400), last)]
    assert held == [True, True]
    assert not link.holds(last + timedelta(days=1))


def test_the_trail_stays_whole_when_the_clock_is_set_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks = (NOON, NOON - HOUR, NOON - YEAR, NOON + YEAR, NOON)

    for number, at in enumerate(clocks):
        set_clock(monkeypatch, audit, at)
        with database.writing() as session:
            audit.note(session, Actor.COMMAND, Deed(Act.CHANGED, f"number {number}"))
            session.commit()

    with database.reading() as session:
        assert [each.at for each in audit.entries(session)] == list(clocks)
        assert audit.broken_at(session) is None


@pytest.mark.parametrize(("reported", "holds"), [(14, True), (15, False), (-1, True)])
def test_openings_hold_for_whole_days(reported: int, *, holds: bool) -> None:
    today = date(2026, 3, 8)  # the night in which clocks go ahead

    openings = Openings(answer="yes", reported_on=today - timedelta(days=reported))

    assert openings.hold(today) is holds


def test_a_listing_leaves_on_the_same_day_whatever_the_year_is_long() -> None:
    assert first_day_out(date(2027, 2, 28)) == date(2028, 2, 29)
    assert first_day_out(date(2028, 2, 29)) == date(2029, 3, 1)
