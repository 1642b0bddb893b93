"""Editors who sign in, and things that wait for them."""

from dataclasses import dataclass

from flask import Flask

from directory.domain.accounts import Role
from directory.domain.changes import Doubt
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import Revision
from directory.services.submit_listing import Sender
from directory.storage import claims, corrections, doubts, sources
from directory.storage.claims import Asked
from directory.storage.doubts import Pair
from tests import people
from tests.factories import SOURCE, Make
from tests.services import contributing
from tests.services.contributing import Office
from tests.web.html import PageClient

EDITOR, OTHER = "ed@directory.example", "ann@directory.example"


@dataclass(frozen=True)
class Desk:
    """A directory with an editor at work in it."""

    app: Flask
    client: PageClient
    make: Make

    @property
    def office(self) -> Office:
        return contributing.office()

    def second(self) -> PageClient:
        """Another editor, in another browser."""
        people.account(self.app, OTHER, Role.EDITOR)
        client = PageClient(self.app, self.app.response_class)
        people.sign_in(client, OTHER)
        return client

    def submitted(self) -> Revision:
        """A new listing that waits."""
        pat = people.account(self.app, "pat@bayside.example")
        sender = Sender(email=pat.email, language="en", account_id=pat.id)
        return self.office.submitted(sender)

    def changed(self, listing: Listing, **changes: object) -> Revision:
        """A change that waits."""
        kit = people.account(self.app, f"kit{listing.id}@harbor.example")
        keeper = self.office.kept_by(Actor(kit.email, kit.id), listing.id)
        return self.office.proposed(keeper, listing.id, **changes)

    def claimed(self, listing: Listing) -> int:
        lee = people.account(self.app, "lee@harbor.example")
        asked = Asked(
            provider_id=listing.id,
            account_id=lee.id,
            organization_id=None,
            organization="Harbor Group",
            proof="phone",
            contact="+13095550100",
        )
        with self.office.database.writing() as session:
            id_ = claims.add(session, asked)
            session.commit()
        return id_

    def reported(self, listing: Listing, about: str = "website", said: str = "It is gone") -> int:
        with self.office.database.writing() as session:
            id_ = corrections.add(session, listing.id, about, "https://old.example", said)
            session.commit()
        return id_

    def doubted(self, newer: Listing, older: Listing) -> str:
        with self.office.database.writing() as session:
            pair = Pair(provider_id=newer.id, other_id=older.id, why=Doubt.SAME_PLACE)
            doubts.keep(session, sources.keep(session, SOURCE), [pair])
            session.commit()
        return f"{newer.id}-{older.id}"


def desk(app: Flask, client: PageClient, make: Make) -> Desk:
    people.account(app, EDITOR, Role.EDITOR)
    people.sign_in(client, EDITOR)
    return Desk(app, client, make)


def account(desk: Desk, email: str) -> Actor:
    return people.account(desk.app, email).actor
