"""A street that whoever sends a listing in wants kept private is kept nowhere, whatever follows."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import select, table, text

from directory import context
from directory.domain.accounts import Role
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.services import review_revision, submit_listing
from directory.services.review_revision import Decision
from directory.services.submit_listing import Sender
from directory.storage import listings, organizations, statuses
from tests import people
from tests.services.contributing import office
from tests.web import managing
from tests.web.html import PageClient
from tests.web.managing import PAT, Kept
from tests.web.submitting import PLACE, Submitter

STREET, SUITE, ZIP = "77 Hiddenbrook Lane", "Suite Quillfeather", "61602-7731"
SECRETS = ("hiddenbrook", "quillfeather", ZIP)
TYPED = {"street": STREET, "street2": SUITE, "zip": ZIP, "confidential": "y"}
EDITOR = "ed@directory.example"


@pytest.fixture(autouse=True)
def at_once(app: Flask) -> None:
    app.config["FORM_SECONDS"] = 0


@pytest.fixture
def house(app: Flask) -> Kept:
    """Sent in with a private street by an account, accepted, and kept by that account."""
    sender = people.account(app, PAT)
    people.account(app, EDITOR, Role.EDITOR)
    form = Submitter(PageClient(app, app.response_class)).with_program()
    form.send("place", {**PLACE, **TYPED})
    listing = _accepted(
        app, form.secret, Sender(email=sender.email, language="en", account_id=sender.id)
    )
    with context.held(app).database.reading() as session:
        standing = statuses.of(session, listing.id)
        assert standing is not None
        (organization,) = organizations.of_account(session, sender.id)
    assert standing.organization_id == organization.id
    return Kept(app, managing.again(app, PAT), sender, organization.id, listing)


def test_what_is_sent_in_edited_and_undone_tells_the_street_nowhere(house: Kept) -> None:
    edit = house.fill("/edit/place", {**TYPED, "website": "https://nova.example"})
    sent = house.sent(website="https://nova.example", street=STREET, zip=ZIP)
    _accept(house.app, sent.id)
    undone = house.post(f"/undo/{sent.id}")

    now = house.now()
    assert (edit.status_code, undone.status_code) == (303, 303)
    assert (now.address.confidential, now.address.town, now.website) == (True, "Peoria, IL", "")
    assert (now.address.street, now.address.street2, now.address.zip) == ("", "", "")
    assert [*_told(house), *_kept(house)] == []


def _told(house: Kept) -> Iterator[tuple[str, str]]:
    """What doors of those who keep it and of editors tell, the trail and the tables among them."""
    editor = managing.again(house.app, EDITOR)
    slug = house.listing.slug
    revisions = [each.id for each in house.revisions()]
    opened = {
        house.client: [
            *(house.address + end for end in ("", "/history", "/edit/place", "/preview")),
            *(f"{house.people}/table{name}" for name in ("", "/sites.csv", "/programs.csv")),
        ],
        editor: [
            *(f"/review{end}" for end in ("", "/audit", "/audit.csv", "/audit.jsonl")),
            *(f"/review/change/{id_}" for id_ in revisions),
            f"/review/listing/{slug}",
        ],
        PageClient(house.app, house.app.response_class): [
            f"/providers/{slug}",
            f"/api/providers/{slug}",
            f"/correct/{slug}",
        ],
    }
    for client, addresses in opened.items():
        for address in addresses:
            with closing(client.get(address, follow_redirects=True)) as answer:
                assert answer.status_code < 400, address
                yield from ((address, each) for each in SECRETS if each in answer.text.lower())


def _kept(house: Kept) -> list[tuple[str, str]]:
    """Rows of any table: revisions, history, the trail, mail that waits."""
    rows = list(_rows(house))
    assert {"provider", "revision", "audit", "mail", "history"} <= {name for name, _ in rows}
    return [(name, each) for name, row in rows for each in SECRETS if each in row]


def _rows(house: Kept) -> Iterator[tuple[str, str]]:
    tables = text("SELECT name FROM sqlite_master WHERE type = 'table'")
    with house.reading() as session:
        for name in session.scalars(tables).all():
            for row in session.execute(select(text("*")).select_from(table(name))):
                yield name, str(row).lower()


def _accepted(app: Flask, secret: str, sender: Sender) -> Listing:
    with context.held(app).database.writing() as session:
        sent = submit_listing.send_in(session, secret, sender, "", office().post)
    assert sent.proposal["confidential"] is True
    accepted = _accept(app, sent.id)
    with context.held(app).database.reading() as session:
        listing = listings.whole(session, accepted)
    assert listing is not None
    return listing


def _accept(app: Flask, revision: int) -> int:
    editor = Actor(EDITOR, people.row(app, EDITOR).id)
    with context.held(app).database.writing() as session:
        args = (session, revision, editor, Decision(), office().desk)
        return review_revision.accept(*args).provider_id or 0
