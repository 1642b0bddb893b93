"""`directory remind`, as a clock runs it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask

from directory import context
from directory.domain import moments
from tests import keeping, mailing
from tests.factories import Make

BASE_URL = "https://treatment.example.org"
ANA = "ana@harbor.example.org"


@pytest.fixture
def make(app: Flask) -> Make:
    return Make(context.held(app), indexed=False)


def test_the_clock_is_told_how_many_were_asked(app: Flask, make: Make) -> None:
    held = context.held(app)
    long_ago = moments.now().date() - timedelta(days=61)
    with mailing.running() as mailbox:
        held.settings = replace(held.settings, smtp_url=mailbox.url, base_url=BASE_URL)
        keeping.member(held.database, ANA, make.listing(confirmed_on=long_ago).id)

        first, second = run(app, "remind").output, run(app, "remind").output
        run(app, "mail", "--send")

    (received,) = mailbox.to(ANA)
    assert first == "Asked 1 person about 1 listing.\n"
    assert second == "Asked 0 people about 0 listings.\n"
    assert mailing.link(received).startswith(f"{BASE_URL}/confirm/")


def test_without_its_own_address_the_directory_cannot_ask(app: Flask) -> None:
    refused = run(app, "remind")

    assert refused.exit_code == 1
    assert "Set DIRECTORY_BASE_URL first" in refused.output


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=arguments)
