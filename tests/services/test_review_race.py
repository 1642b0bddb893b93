"""Two editors decide at the very same moment: one of them does, and the other is told."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory import context
from directory.domain.people import Actor
from directory.services import decide_claim, merge_listings, open_claims, review_revision
from directory.services.merge_listings import NotMergeableError
from directory.services.merged_listing import Choice
from directory.services.review_revision import DecidedError, Decision, TakenError
from directory.services.submit_listing import Sender
from directory.storage import claims
from directory.storage.claims import Asked
from directory.storage.database import Database
from tests.factories import Make
from tests.services.contributing import TODAY, account, office

Do = Callable[[Session, Actor], object]
REFUSALS = (DecidedError, TakenError, open_claims.DecidedError, NotMergeableError)
EDITORS = 4


@pytest.fixture
def database(app: Flask) -> Database:
    return context.held(app).database


def at_once(database: Database, do: Do) -> list[str]:
    """What became of each editor's attempt."""
    editors = [account(database, f"ed{number}@directory.example") for number in range(EDITORS)]
    gate, found = threading.Barrier(EDITORS), []

    def attempt(editor: Actor) -> None:
        gate.wait()
        try:
            with database.writing() as session:
                do(session, editor)
            found.append("done")
        except REFUSALS as error:
            found.append(type(error).__name__)

    threads = [threading.Thread(target=attempt, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_listing_that_was_sent_in_is_accepted_once(database: Database) -> None:
    pat = account(database)
    sender = Sender(email=pat.name, language="en", account_id=pat.account_id)
    sent, desk = office().submitted(sender), office().desk

    found = at_once(
        database,
        lambda session, editor: review_revision.accept(session, sent.id, editor, Decision(), desk),
    )

    assert sorted(found) == ["DecidedError"] * (EDITORS - 1) + ["done"]
    assert len(office().mail()) == 1


def test_a_claim_is_decided_once(database: Database, app: Flask) -> None:
    site = Make(context.held(app), indexed=False).listing()
    lee, desk = account(database, "lee@harbor.example"), office().desk
    asked = Asked(
        provider_id=site.id,
        account_id=lee.account_id or 0,
        organization_id=None,
        organization="Harbor",
        proof="phone",
    )
    with database.writing() as session:
        id_ = claims.add(session, asked)
        session.commit()

    found = at_once(
        database,
        lambda session, editor: decide_claim.accept(session, id_, editor, desk, otherwise=True),
    )

    assert sorted(found) == ["DecidedError"] * (EDITORS - 1) + ["done"]
    assert len(office().mail()) == 1


def test_two_listings_are_merged_once(database: Database, app: Flask) -> None:
    make = Make(context.held(app), indexed=False)
    two = (make.listing("Harbor House").id, make.listing("Harbor Homes").id)

    found = at_once(
        database,
        lambda session, editor: merge_listings.merge(session, two, Choice(), editor, TODAY),
    )

    assert sorted(found) == ["NotMergeableError"] * (EDITORS - 1) + ["done"]
