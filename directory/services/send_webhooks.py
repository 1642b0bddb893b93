"""Sends what waits for partners, and writes down what became of it."""

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from directory.domain.webhooks import Answer, Delivery, Message, Webhook, next_try
from directory.exchange import signing
from directory.exchange.posting import Poster
from directory.storage import webhooks
from directory.storage.database import Database
from directory.storage.webhooks import Due

AT_A_TIME = 8  # partners
CHANCE = secrets.SystemRandom()
CLAIMED_FOR = timedelta(minutes=2)  # far longer than a try can last


@dataclass(frozen=True)
class Sender:
    database: Database
    poster: Poster

    def send_due(self, at: datetime) -> int:
        """Try one message for each partner whose time has come; `at` is UTC without a zone.

        Returns how many arrived, so that the caller comes back at once while there are any.
        """
        with self.database.reading() as session:
            due = webhooks.due(session, at)
        if not due:
            return 0
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            return sum(pool.map(self._send, due, [at] * len(due)))

    def send_test(self, webhook: Webhook, at: datetime) -> Answer:
        """Send a message without news now, once. A webhook that was given up on is resumed."""
        body = {"type": "test", "timestamp": at.replace(tzinfo=UTC).isoformat(), "data": {}}
        message = Message(name=signing.new_name(), body=json.dumps(body), events=0)
        answer = self._post(webhook, message, at)
        if answer.is_good and webhook.stopped_at:
            with self.database.writing() as session:
                webhooks.resume(session, webhook.id)
                session.commit()
        return answer

    def _send(self, due: Due, at: datetime) -> bool:
        with self.database.writing() as session:
            is_mine = webhooks.claim(session, due.delivery, at + CLAIMED_FOR)
            session.commit()
        if not is_mine:
            return False
        answer = self._post(due.webhook, due.delivery.message, at)
        self._write_down(after(due.delivery, answer, at), at)
        return answer.is_good

    def _post(self, webhook: Webhook, message: Message, at: datetime) -> Answer:
        body = message.body.encode()
        moment = at.replace(tzinfo=UTC)
        headers = signing.headers(webhook.secret, message.name, body, moment)
        return self.poster.post(webhook.url, body, headers)

    def _write_down(self, delivery: Delivery, at: datetime) -> None:
        with self.database.writing() as session:
            webhooks.record(session, delivery)
            if not delivery.arrived_at and not delivery.next_at:
                webhooks.stop(session, delivery.webhook_id, at)
            session.commit()


def after(delivery: Delivery, answer: Answer, at: datetime) -> Delivery:
    """The delivery once this was answered. Without a next try, the partner is given up on."""
    tried = replace(
        delivery, tries=delivery.tries + 1, tried_at=at, answer=answer.words, next_at=None
    )
    if answer.is_good:
        return replace(tried, arrived_at=at)
    if answer.is_final:
        return tried
    return replace(tried, next_at=next_try(tried.tries, at, CHANCE.random()))
