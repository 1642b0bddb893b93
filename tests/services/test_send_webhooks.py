"""A message reaches its partner, however often it has to be tried, or is given up in the open."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from directory.domain.webhooks import WAITS, Delivery, Message, State, Webhook
from directory.exchange import signing
from directory.exchange.posting import Poster
from directory.services.send_webhooks import Sender
from directory.storage import webhooks
from directory.storage.database import Database
from tests import partner as partners
from tests.partner import Partner

NOW = datetime.fromisoformat("2026-04-01T09:30")
LONG = timedelta(days=2)  # longer than any wait
SECRET = signing.new_secret()


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partners.listening() as partner:
        yield partner


@pytest.fixture
def sender(database: Database) -> Sender:
    return Sender(database=database, poster=Poster(to_loopback=True))


def test_a_message_arrives_signed(database: Database, sender: Sender, partner: Partner) -> None:
    webhook = add(database, partner, "one")

    assert sender.send_due(NOW) == 1

    (received,) = partner.received
    name, at = received.headers["webhook-id"], received.headers["webhook-timestamp"]
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{name}.{at}.".encode() + received.body
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert received.headers["webhook-signature"] == f"v1,{expected}"
    assert (name, received.told) == ("one", {"n": "one"})
    (delivery,) = sent(database, webhook)
    assert (delivery.state, delivery.tries, delivery.answer) == (State.ARRIVED, 1, "204 No Content")


def test_what_arrived_is_not_sent_again(
    database: Database, sender: Sender, partner: Partner
) -> None:
    add(database, partner, "one")

    sender.send_due(NOW)
    again = sender.send_due(NOW + LONG)

    assert again == 0
    assert len(partner.received) == 1


def test_a_failure_is_tried_again_later_under_the_same_name(
    database: Database, sender: Sender, partner: Partner
) -> None:
    partner.statuses = [503]
    webhook = add(database, partner, "one")

    sender.send_due(NOW)
    (failed,) = sent(database, webhook)
    sender.send_due(NOW + timedelta(seconds=4))
    at_once = len(partner.received)
    sender.send_due(NOW + timedelta(seconds=7))

    assert (failed.state, failed.answer) == (State.WAITING, "503 Service Unavailable")
    assert at_once == 1
    assert [each.headers["webhook-id"] for each in partner.received] == ["one", "one"]
    assert sent(database, webhook)[0].state is State.ARRIVED


def test_messages_keep_their_order_while_one_fails(
    database: Database, sender: Sender, partner: Partner
) -> None:
    partner.statuses = [500]
    add(database, partner, "one", "two")

    sender.send_due(NOW)
    sender.send_due(NOW)
    while sender.send_due(NOW + LONG):
        pass

    assert [each.headers["webhook-id"] for each in partner.received] == ["one", "one", "two"]


def test_after_days_of_failure_a_partner_is_given_up(
    database: Database, sender: Sender, partner: Partner
) -> None:
    partner.statuses = [500] * 100
    webhook = add(database, partner, "one", "two")

    for number in range(20):
        sender.send_due(NOW + number * LONG)

    assert len(partner.received) == len(WAITS) + 1
    two, one = sent(database, webhook)
    assert (one.state, one.tries) == (State.GIVEN_UP, len(WAITS) + 1)
    assert (two.state, two.tries) == (State.GIVEN_UP, 0)
    assert stopped(database, webhook)


def test_a_partner_that_wants_no_more_is_left_alone(
    database: Database, sender: Sender, partner: Partner
) -> None:
    partner.statuses = [410]
    webhook = add(database, partner, "one", "two")

    sender.send_due(NOW)
    sender.send_due(NOW + LONG)

    assert len(partner.received) == 1
    assert stopped(database, webhook)


def test_a_test_that_arrives_resumes_what_was_stopped(
    database: Database, sender: Sender, partner: Partner
) -> None:
    webhook = add(database, partner)
    with database.writing() as session:
        webhooks.stop(session, webhook.id, NOW)
        session.commit()

    answer = sender.send_test(current(database, webhook), NOW)

    assert answer.is_good
    assert partner.received[0].told["type"] == "test"
    assert not stopped(database, webhook)


def test_a_message_that_another_process_took_up_is_left_to_it(
    database: Database, sender: Sender, partner: Partner
) -> None:
    webhook = add(database, partner, "one")
    (delivery,) = sent(database, webhook)

    with database.writing() as session:
        first = webhooks.claim(session, delivery, NOW + timedelta(minutes=2))
        second = webhooks.claim(session, delivery, NOW + timedelta(minutes=2))
        session.commit()
    sender.send_due(NOW)

    assert (first, second) == (True, False)
    assert partner.received == []


@pytest.mark.parametrize("ahead", [timedelta(days=60), timedelta(days=3_650)])
def test_a_message_put_off_by_a_clock_that_was_set_back_does_not_wait_for_it(
    database: Database, sender: Sender, partner: Partner, ahead: timedelta
) -> None:
    partner.statuses = [503]
    webhook = add(database, partner, "one", "two")
    sender.send_due(NOW + ahead)
    put_off = sent(database, webhook)[1].next_at

    back = [sender.send_due(NOW), sender.send_due(NOW)]

    assert put_off is not None
    assert put_off > NOW + ahead
    assert back == [1, 1]
    assert [each.headers["webhook-id"] for each in partner.received] == ["one", "one", "two"]
    assert {each.state for each in sent(database, webhook)} == {State.ARRIVED}


def test_a_clock_that_is_set_back_by_an_hour_hurries_no_message(
    database: Database, sender: Sender, partner: Partner
) -> None:
    partner.statuses = [503]
    add(database, partner, "one")
    sender.send_due(NOW)

    hurried = sender.send_due(NOW - timedelta(hours=1))

    assert hurried == 0
    assert sender.send_due(NOW + timedelta(seconds=7)) == 1


def test_one_partner_does_not_hold_up_another(
    database: Database, sender: Sender, partner: Partner
) -> None:
    add(database, partner, "lost", path="nowhere", port=1)
    add(database, partner, "found")

    assert sender.send_due(NOW) == 1

    assert [each.headers["webhook-id"] for each in partner.received] == ["found"]


def add(
    database: Database, partner: Partner, *messages: str, path: str = "changes", port: int = 0
) -> Webhook:
    url = f"http://127.0.0.1:{port or partner.port}/{path}"
    webhook = Webhook(id=0, url=url, secret=SECRET, created_at=NOW)
    wanted = [Message(name=each, body=f'{{"n": "{each}"}}', events=1) for each in messages]
    with database.writing() as session:
        id_ = webhooks.add(session, webhook)
        webhooks.enqueue(session, id_, wanted, NOW)
        session.commit()
    return Webhook(id=id_, url=url, secret=SECRET, created_at=NOW)


def sent(database: Database, webhook: Webhook) -> list[Delivery]:
    with database.reading() as session:
        return list(webhooks.deliveries(session, webhook.id, 100))


def current(database: Database, webhook: Webhook) -> Webhook:
    with database.reading() as session:
        found = webhooks.by_id(session, webhook.id)
    assert found is not None
    return found


def stopped(database: Database, webhook: Webhook) -> bool:
    return current(database, webhook).stopped_at is not None
