"""What was committed is told, once, and in the words of those who listen."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from directory.domain.webhooks import Webhook
from directory.services import announce_changes as announcing
from directory.services.announce_changes import Links, announce_changes
from directory.services.follow_changes import forget_old_changes
from directory.services.import_listings import Manner
from directory.storage import keeping, outbox, publications, webhooks
from directory.storage.database import Database
from directory.storage.models import OutboxRow, ProviderRow
from tests import factories
from tests.services.imported import Import
from tests.spreadsheets import row

LINKS = Links("https://treatment.example.org")
NOW = datetime.fromisoformat("2026-04-01T09:30")
LATER = NOW + timedelta(days=1)
EVERY = Manner(allow_gone=True)


@pytest.fixture
def webhook(database: Database) -> int:
    return add_webhook(database, "https://partner.example/")


def test_a_new_listing_is_told_with_its_links(database: Database, webhook: int) -> None:
    (id_,) = keep(database, "Harbor House", slug="harbor-house")

    assert announce_changes(database, LINKS, NOW) == 1

    (body,) = bodies(database, webhook)
    assert body["type"] == "providers.changed"
    assert body["timestamp"] == "2026-04-01T09:30:00+00:00"
    assert body["data"]["events"] == [
        {
            "type": "provider.created",
            "id": id_,
            "slug": "harbor-house",
            "at": "2026-04-01T09:30:00+00:00",
            "page": "https://treatment.example.org/providers/harbor-house",
            "data": "https://treatment.example.org/api/providers/harbor-house",
        }
    ]


def test_a_change_is_told_once(database: Database, webhook: int) -> None:
    keep(database, "Harbor House")

    announce_changes(database, LINKS, NOW)
    again = announce_changes(database, LINKS, LATER)

    assert again == 0
    assert len(bodies(database, webhook)) == 1


def test_an_import_again_tells_what_changed_and_what_is_gone(
    database: Database, bring: Import, webhook: int
) -> None:
    bring(row(), row(Street1="9 Hill Road"), row(Street1="3 Lake Road"))
    announce_changes(database, LINKS, NOW)

    bring(row(Street1="9 Hill Road"), row(Service_code_info="SA * OIT"), year=2024, how=EVERY)
    announce_changes(database, LINKS, LATER)

    first, second = bodies(database, webhook)
    assert kinds(first) == ["provider.created"] * 3
    assert sorted(kinds(second)) == ["provider.changed", "provider.changed", "provider.gone"]
    reasons = [event.get("reason") for event in second["data"]["events"]]
    assert sorted(reasons, key=str) == [None, None, "no-longer-listed"]


def test_a_listing_that_is_taken_away_is_gone(database: Database, webhook: int) -> None:
    (id_,) = keep(database, "Harbor House")
    announce_changes(database, LINKS, NOW)

    with database.writing() as session:
        session.execute(update(ProviderRow).values(status="closed"))
        outbox.note(session, [id_])
        session.commit()
    announce_changes(database, LINKS, LATER)

    gone = bodies(database, webhook)[1]["data"]["events"]
    assert [(event["type"], event["reason"]) for event in gone] == [("provider.gone", "not-public")]


def test_many_changes_go_in_many_messages(
    database: Database, webhook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 7)
    monkeypatch.setattr(announcing, "IN_A_MESSAGE", 3)
    keep(database, *(f"House {number}" for number in range(10)))

    assert announce_changes(database, LINKS, NOW) == 10

    assert [len(kinds(body)) for body in bodies(database, webhook)] == [3, 3, 1, 3]


def test_who_was_stopped_is_told_nothing(database: Database, webhook: int) -> None:
    other = add_webhook(database, "https://other.example/")
    with database.writing() as session:
        webhooks.stop(session, webhook, NOW)
        session.commit()

    keep(database, "Harbor House")
    announce_changes(database, LINKS, NOW)

    assert bodies(database, webhook) == []
    assert len(bodies(database, other)) == 1


def test_a_change_that_was_not_told_yet_is_not_forgotten(database: Database) -> None:
    keep(database, "Harbor House", "Hill House")
    with database.writing() as session:
        session.execute(update(OutboxRow).values(at=NOW - timedelta(days=3000)))
        session.commit()

    forget_old_changes(database)
    kept = count(database)
    announce_changes(database, LINKS, NOW)
    forget_old_changes(database)

    assert kept == 2
    assert count(database) == 1  # the last one, from which the next is numbered


def test_what_was_told_is_kept_for_the_feeds(database: Database) -> None:
    keep(database, "Harbor House")
    announce_changes(database, LINKS, NOW)
    keep(database, "Hill House")
    announce_changes(database, LINKS, LATER)

    with database.reading() as session:
        stories = publications.latest(session, "IL", 10)
        elsewhere = publications.latest(session, "TX", 10)
    assert [story.publication.name for story in stories] == ["Hill House", "Harbor House"]
    assert all(story.is_public for story in stories)
    assert elsewhere == []


def test_deliveries_are_forgotten_after_a_month_unless_they_wait(
    database: Database, webhook: int
) -> None:
    keep(database, "Harbor House")
    announce_changes(database, LINKS, NOW)

    announcing.forget_old_deliveries(database, NOW + timedelta(days=40))
    waiting = bodies(database, webhook)
    with database.writing() as session:
        webhooks.stop(session, webhook, NOW)
        session.commit()
    announcing.forget_old_deliveries(database, NOW + timedelta(days=40))

    assert len(waiting) == 1
    assert bodies(database, webhook) == []


def keep(database: Database, *names: str, **fields: object) -> list[int]:
    with database.writing() as session:
        ids = keeping.add(session, [factories.listing(name, **fields) for name in names])
        session.commit()
    return ids


def add_webhook(database: Database, url: str) -> int:
    with database.writing() as session:
        id_ = webhooks.add(session, Webhook(id=0, url=url, secret="whsec_", created_at=NOW))
        session.commit()
    return id_


def bodies(database: Database, webhook: int) -> list[dict[str, Any]]:
    """What waits for it, the oldest first."""
    with database.reading() as session:
        found = webhooks.deliveries(session, webhook, 100)
    return [json.loads(each.message.body) for each in reversed(found)]


def kinds(body: dict[str, Any]) -> list[str]:
    return [event["type"] for event in body["data"]["events"]]


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(OutboxRow)) or 0
