"""Partners as an operator keeps them at the shell, and the server tells them."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import Result
from flask import Flask

from directory import context
from directory.cli import announcing
from directory.domain.webhooks import Message
from directory.exchange import signing
from directory.storage import keeping, outbox, webhooks
from directory.storage.database import Database
from tests import factories, serving
from tests import partner as partners
from tests.partner import Partner

BASE_URL = "https://treatment.example.org"
NOW = datetime.fromisoformat("2026-04-01T09:30")


@pytest.fixture
def partner() -> Iterator[Partner]:
    with partners.listening() as partner:
        yield partner


@pytest.fixture
def shop(app: Flask) -> Flask:
    """A directory that knows its name, and may send to this machine."""
    held = context.held(app)
    held.settings = replace(held.settings, base_url=BASE_URL, webhooks_to_loopback=True)
    return app


def test_a_webhook_is_added_with_a_secret_shown_once(shop: Flask, partner: Partner) -> None:
    added = run(shop, "add", partner.url)
    listed = run(shop, "list")

    secret = added.output.split()[-1]
    signing.check(secret)
    assert f"Webhook 1 is told of changes from now on: {partner.url}" in added.output
    assert listed.output.split() == ["1", "up", "to", "date", partner.url]
    assert secret not in listed.output


def test_a_secret_may_be_brought(shop: Flask, partner: Partner) -> None:
    secret = signing.new_secret()

    added = run(shop, "add", partner.url, "--secret", secret)

    assert secret not in added.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["https://10.0.0.1/"], "not on the public internet"),
        (["http://partner.invalid/"], "leads nowhere"),
        (["somewhere"], "Write the address like https://"),
        (["http://127.0.0.1/", "--secret", "hush"], "A secret is whsec_"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(
    shop: Flask, arguments: list[str], words: str
) -> None:
    refused = run(shop, "add", *arguments)

    assert refused.exit_code == 1
    assert words in refused.output
    assert run(shop, "list").output == ""


def test_an_address_is_told_once(shop: Flask, partner: Partner) -> None:
    run(shop, "add", partner.url)

    assert "Webhook 1 has this address already." in run(shop, "add", partner.url).output


def test_a_site_without_a_name_cannot_send_links(app: Flask, partner: Partner) -> None:
    refused = run(app, "add", partner.url)

    assert refused.exit_code == 1
    assert "Set DIRECTORY_BASE_URL first" in refused.output


def test_this_machine_is_told_only_where_a_setting_says_so(
    app: Flask, shop: Flask, partner: Partner
) -> None:
    held = context.held(app)
    held.settings = replace(held.settings, webhooks_to_loopback=False)

    assert "must begin with https" in run(app, "add", partner.url).output


def test_a_test_says_what_the_partner_answered(shop: Flask, partner: Partner) -> None:
    run(shop, "add", partner.url)
    partner.statuses = [200, 500]

    good, bad = run(shop, "test", "1"), run(shop, "test", "1")

    assert (good.exit_code, good.output) == (0, "It arrived: 200 OK.\n")
    assert (bad.exit_code, bad.output) == (
        1,
        "Error: It did not arrive. 500 Internal Server Error\n",
    )
    assert partner.received[0].told["type"] == "test"


def test_what_waits_is_shown_with_its_next_try(shop: Flask, partner: Partner) -> None:
    held = context.held(shop)
    run(shop, "add", partner.url)
    with held.database.writing() as session:
        wanted = [Message(name=name, body="{}", events=3) for name in ("one", "two")]
        webhooks.enqueue(session, 1, wanted, NOW)
        session.commit()
    partner.statuses = [500]
    announcing.sender(held).send_due(NOW)

    two, one = run(shop, "deliveries", "1").output.splitlines()

    assert "one  3 events  waiting after 1 try  500 Internal Server Error  next try 20" in one
    assert two.endswith("two  3 events  waiting after 0 tries  waits its turn")
    assert "2 waiting" in run(shop, "list").output


def test_news_is_told_while_a_partner_is_slow(
    shop: Flask, partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feeds have it, however long the message before is on its way."""
    held = context.held(shop)
    monkeypatch.setattr(announcing, "SECONDS_BETWEEN_LOOKS", 0.05)
    let_go = threading.Event()
    partner.answer = lambda _: _wait(let_go)
    run(shop, "add", partner.url)
    end = threading.Event()
    announcing.start(held, end)
    try:
        add_listing(held.database, "Harbor House")
        partner.wait_for(1)
        add_listing(held.database, "Bayside")
        told = is_soon_told(held.database)
    finally:
        let_go.set()
        end.set()

    assert told


def _wait(let_go: threading.Event) -> None:
    let_go.wait(partners.PATIENCE)


def add_listing(database: Database, name: str) -> None:
    with database.writing() as session:
        keeping.add(session, [factories.listing(name)])
        session.commit()


def is_soon_told(database: Database) -> bool:
    for _ in range(60):
        with database.reading() as session:
            if outbox.announced(session) == outbox.latest(session):
                return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("command", ["remove", "test"])
def test_a_webhook_that_is_not_there_is_said(shop: Flask, command: str) -> None:
    missing = run(shop, command, "7")

    assert missing.exit_code == 1
    assert "There is no webhook 7" in missing.output


def test_a_served_site_tells_its_partners(tmp_path: Path, prepared: Path, partner: Partner) -> None:
    instance = tmp_path / "served"
    instance.mkdir()
    copyfile(prepared, instance / "directory.db")
    environment = {
        "DIRECTORY_INSTANCE": str(instance),
        "DIRECTORY_BASE_URL": BASE_URL,
        "DIRECTORY_WEBHOOKS_TO_LOOPBACK": "1",
    }
    partner.statuses = [503]
    with serving.served(environment, workers=2):
        shell(environment, "add", partner.url)
        database = Database(f"sqlite:///{instance / 'directory.db'}")
        with database.writing() as session:
            keeping.add(session, [factories.listing("Harbor House", slug="harbor-house")])
            session.commit()
        partner.wait_for(2)
        database.close()
        shown = wait_for_arrival(environment)

    refused, arrived = partner.received
    assert refused.body == arrived.body
    assert refused.headers["webhook-id"] == arrived.headers["webhook-id"]
    assert [(event["type"], event["page"]) for event in arrived.events] == [
        ("provider.created", f"{BASE_URL}/providers/harbor-house")
    ]
    assert "1 event  arrived after 2 tries" in shown


def wait_for_arrival(environment: Mapping[str, str]) -> str:
    """The partner has it a moment before the directory writes that down."""
    for _ in range(20):
        if "arrived" in (shown := shell(environment, "deliveries")):
            return shown
        time.sleep(0.2)
    return "nothing arrived"


def shell(environment: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", "from directory.app import main; main()", "webhook"]
    answer = subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return answer.stdout


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["webhook", *arguments])
