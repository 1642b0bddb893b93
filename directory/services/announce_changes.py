"""Tells of committed changes: writes down what is news, and a message for each partner.

What is news, the messages and how far the outbox was read stand or fall together, so that no
change is told twice or not at all, whenever a process dies.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from directory.domain import publication
from directory.domain.publication import Event
from directory.domain.webhooks import Message
from directory.exchange import signing
from directory.storage import outbox, publications, webhooks
from directory.storage.database import Database

AT_ONCE = 1000  # changes in one transaction, which keeps others from writing for that long
IN_A_MESSAGE = 100  # events: some 25 kB
DELIVERIES_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Links:
    """Where listings are, as partners open them."""

    base_url: str

    def page(self, slug: str) -> str:
        return f"{self.base_url}/providers/{slug}"

    def data(self, slug: str) -> str:
        return f"{self.base_url}/api/providers/{slug}"


def announce_changes(database: Database, links: Links, at: datetime) -> int:
    """Tell of all that is waiting; `at` is UTC without a zone. Returns how many events it was."""
    told = 0
    while _is_behind(database):
        with database.writing() as session:
            told += _announce_some(session, links, at)
            session.commit()
    return told


def forget_old_deliveries(database: Database, at: datetime) -> None:
    with database.writing() as session:
        webhooks.forget(session, at - DELIVERIES_KEPT_FOR)
        session.commit()


def _is_behind(database: Database) -> bool:
    with database.reading() as session:
        return outbox.latest(session) > outbox.announced(session)


def _announce_some(session: Session, links: Links, at: datetime) -> int:
    waiting = outbox.after(session, outbox.announced(session, locked=True), most=AT_ONCE)
    if not waiting:
        return 0
    events = _events(session, list(dict.fromkeys(id_ for _, id_ in waiting)), at)
    publications.keep(session, [event.publication for event in events])
    for webhook in webhooks.every(session):
        if webhook.stopped_at is None:
            webhooks.enqueue(session, webhook.id, _messages(events, links, at), at)
    outbox.mark_announced(session, waiting[-1][0])
    return len(events)


def _events(session: Session, ids: Sequence[int], at: datetime) -> list[Event]:
    known = publications.known(session, ids)
    standing = publications.standing(session, ids)
    found = (publication.event(known.get(id_), standing.get(id_), at) for id_ in ids)
    return [event for event in found if event]


def _messages(events: Sequence[Event], links: Links, at: datetime) -> Iterator[Message]:
    for start in range(0, len(events), IN_A_MESSAGE):
        told = [_told(event, links) for event in events[start : start + IN_A_MESSAGE]]
        body = {"type": "providers.changed", "timestamp": _time(at), "data": {"events": told}}
        yield Message(name=signing.new_name(), body=json.dumps(body), events=len(told))


def _told(event: Event, links: Links) -> dict[str, object]:
    about = event.publication
    told: dict[str, object] = {
        "type": event.news.value,
        "id": about.provider_id,
        "slug": about.slug,
        "at": _time(about.changed_at),
        "page": links.page(about.slug),
        "data": links.data(about.slug),
    }
    if event.reason:
        told["reason"] = event.reason.value
    return told


def _time(at: datetime) -> str:
    return at.replace(tzinfo=UTC).isoformat(timespec="seconds")
