"""Somebody who keeps a listing, signed in."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory import context
from directory.domain.accounts import Person
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import Revision
from directory.services import edit_listing
from directory.services.edit_listing import Keeper
from directory.storage import accounts, listings, organizations, revisions, statuses
from directory.storage.models import AccountRow
from directory.web import formats
from tests import people
from tests.web.html import Page, PageClient
from tests.web.sending import Typed, standing

PAT, KIM, EVE = "pat@harbor.example", "kim@harbor.example", "eve@other.example"


def client(app: Flask, email: str) -> PageClient:
    """Of somebody who has an account from now on."""
    people.account(app, email)
    return again(app, email)


def again(app: Flask, email: str) -> PageClient:
    """Another window of somebody who has an account."""
    found = PageClient(app, app.response_class)
    people.sign_in(found, email)
    return found


@dataclass(frozen=True)
class Kept:
    """A listing, its organization, and the window of one who keeps it."""

    app: Flask
    client: PageClient
    person: Person
    organization: int
    listing: Listing

    @property
    def address(self) -> str:
        return f"/manage/{self.listing.slug}"

    @property
    def people(self) -> str:
        return f"/manage/organizations/{self.organization}"

    @property
    def keeper(self) -> Keeper:
        with self.reading() as session:
            organization = organizations.by_id(session, self.organization)
        assert organization is not None
        return Keeper(
            actor=self.person.actor,
            account_id=self.person.id,
            email=self.person.email,
            language="en",
            organization_id=self.organization,
            trusted=organization.trusted,
        )

    def page(self, end: str = "") -> Page:
        return self.client.page(f"{self.address}{end}")

    def post(self, end: str, data: Mapping[str, Typed] | None = None) -> TestResponse:
        return self.client.post(f"{self.address}{end}", data=data or {})

    def fill(self, end: str, typed: Mapping[str, Typed]) -> TestResponse:
        """Open a page, fill in what is asked, send it."""
        return self.post(end, {**standing(self.page(end)), **typed})

    def now(self) -> Listing:
        with self.reading() as session:
            found = listings.whole(session, self.listing.id)
        assert found is not None
        return found

    def revisions(self) -> list[Revision]:
        with self.reading() as session:
            return revisions.of_provider(session, self.listing.id)

    def draft(self, **changes: object) -> Revision:
        """What the person works on, with these changes; None takes a key away."""
        with self.writing() as session:
            draft = edit_listing.begin(session, self.listing.id, self.keeper)
            wanted = {**draft.proposal, **{k.replace("__", "/"): v for k, v in changes.items()}}
            document = {key: value for key, value in wanted.items() if value is not None}
            return edit_listing.save(session, draft, draft.version, document)

    def sent(self, **changes: object) -> Revision:
        """The same, sent in."""
        draft, keeper = self.draft(**changes), self.keeper
        with self.writing() as session:
            gazetteer = context.held(self.app).gazetteer
            return edit_listing.send_in(session, draft, keeper, gazetteer, formats.today())

    def join(self, email: str) -> PageClient:
        """A colleague's window."""
        found = client(self.app, email)
        person = people.row(self.app, email)
        with self.writing() as session:
            organizations.join(session, person.id, self.organization)
            session.commit()
        return found

    def give(self, listing: Listing) -> Listing:
        """One listing more of the organization."""
        with self.writing() as session:
            statuses.give(session, listing.id, self.organization)
            session.commit()
        return listing

    def reading(self) -> AbstractContextManager[Session]:
        return context.held(self.app).database.reading()

    def writing(self) -> AbstractContextManager[Session]:
        return context.held(self.app).database.writing()


def kept(app: Flask, listing: Listing, *, trusted: bool = False) -> Kept:
    return kept_by(app, listing, PAT, trusted=trusted)


def kept_by(app: Flask, listing: Listing, email: str, *, trusted: bool = False) -> Kept:
    window = client(app, email) if not people_has(app, email) else again(app, email)
    person = people.row(app, email)
    with context.held(app).database.writing() as session:
        organization = _organization(session, person.id, trusted=trusted)
        statuses.give(session, listing.id, organization)
        session.commit()
    return Kept(
        app=app,
        client=window,
        person=Person(id=person.id, email=email),
        organization=organization,
        listing=listing,
    )


def _organization(session: Session, account_id: int, *, trusted: bool) -> int:
    made = organizations.add(session, "Harbor")
    organizations.trust(session, made, trusted=trusted)
    organizations.join(session, account_id, made)
    return made


def people_has(app: Flask, email: str) -> bool:
    with context.held(app).database.reading() as session:
        return accounts.by_email(session, email) is not None


def actor(row: AccountRow) -> Actor:
    return Actor(row.email, row.id)


def told(page: Page) -> list[str]:
    """What the page says happened."""
    (box,) = page.all("div", role="status") or [page.root]
    return [" ".join("".join(each.itertext()).split()) for each in box.iter("p")]
