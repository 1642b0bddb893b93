"""A directory with one of each: listings, people of every role, a draft, a claim, an invitation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule as Route
from werkzeug.test import TestResponse

from directory import context
from directory.domain.accounts import Person, Role
from directory.services import invite_member, submit_listing
from directory.services.submit_listing import Sender
from directory.storage import claims, listings, organizations
from directory.storage.claims import Asked
from directory.storage.database import sqlite
from tests import people
from tests.browser import sites
from tests.factories import Make
from tests.services.contributing import Office

VISITOR, STRANGER, KEEPER = "a visitor", "keeper of another listing", "keeper"
UNPROVEN, EDITOR, ADMIN = "editor without a second proof", "editor", "admin"
ACCOUNTS: Mapping[str, tuple[str, Role]] = {
    STRANGER: ("eve@other.example", Role.PROVIDER),
    KEEPER: ("pat@harbor.example", Role.PROVIDER),
    UNPROVEN: ("new@directory.example", Role.EDITOR),
    EDITOR: ("ed@directory.example", Role.EDITOR),
    ADMIN: ("head@directory.example", Role.ADMIN),
}
EVERYBODY = (VISITOR, *ACCOUNTS)
KEPT, OTHER, CLAIMED = "harbor-house", "long-name", "quiet-house"  # by the keeper, the stranger
NAMES: Mapping[str, str] = {
    "page": "place",
    "step": "place",
    "name": "programs.csv",
    "token": "torn",
    "rest": "nothing",
    "edition": "1",
    "state": "IL",
    "number": "1",
    "merge": "1",
    "filename": "site.css",
}
# For where nothing is.
BLANKS: Mapping[str, str] = {
    **NAMES,
    **dict.fromkeys(("slug", "secret"), "none"),
    **dict.fromkeys(
        ("organization", "account", "revision", "invitation", "ref", "id_", "kept", "gone"), "1"
    ),
}
BLANK = re.compile(r"<(?:\w+(?:\((?P<choices>[^)]*)\))?:)?(?P<name>\w+)>")
LINES = count(1)


@dataclass(frozen=True, slots=True)
class Town:
    app: Flask
    values: Mapping[str, str]  # what stands for the blanks of a route

    def client(self, who: str) -> FlaskClient:
        """A browser of somebody. It checks no page, for the question here is another one."""
        client = FlaskClient(self.app, self.app.response_class)
        if who != VISITOR:
            people.sign_in(client, ACCOUNTS[who][0], is_proven=who != UNPROVEN)
        return client

    def address(self, route: Route, **others: str) -> str:
        """Where a route answers about what there is."""
        values = {**self.values, **others}

        def fill(blank: re.Match[str]) -> str:
            choices = blank["choices"] if "any(" in blank[0] else None
            return choices.split(",")[0] if choices else values[blank["name"]]

        return BLANK.sub(fill, route.rule)

    def look(self) -> "Look":
        return Look(Path(context.held(self.app).settings.instance / "directory.db"))


def ask(  # as `open` of the client
    client: FlaskClient,
    address: str,
    method: str,
    **given: Any,  # noqa: ANN401
) -> TestResponse:
    """Each time from another line, so that no limit answers instead."""
    number = next(LINES)
    line = {"REMOTE_ADDR": f"198.18.{number // 250}.{number % 250 + 1}"}
    with client.application.app_context():
        return client.open(address, method=method, environ_overrides=line, buffered=True, **given)


class Look:
    """Tells whether anybody wrote to the database meanwhile.

    By the application's own SQLite: a second one in a process does not see the locks of the first,
    and takes the log away from under it when it closes.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(path)
        self._version = self._now()

    def found_no_change(self) -> bool:
        now = self._now()
        is_the_same, self._version = now == self._version, now
        return is_the_same

    def _now(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def build(app: Flask) -> Town:
    with app.app_context():
        Make(context.held(app)).listings(sites.all_of_them())
        return Town(app, _values(Office(context.held(app)), _people(app)))


def _people(app: Flask) -> dict[str, Person]:
    return {who: people.account(app, *given) for who, given in ACCOUNTS.items()}


def _values(office: Office, persons: Mapping[str, Person]) -> dict[str, str]:
    keeper, stranger = persons[KEEPER], persons[STRANGER]
    with office.database.reading() as session:
        kept, other, claimed = (_id(session, slug) for slug in (KEPT, OTHER, CLAIMED))
    house = office.kept_by(keeper.actor, kept)
    office.kept_by(stranger.actor, other)
    change = office.proposed(house, kept, description="With a garden.")
    submission = office.submitted(Sender(email=keeper.email, language="en", account_id=keeper.id))
    with office.database.writing() as session:
        (owner,) = organizations.of_account(session, keeper.id)
        invite_member.begin(session, owner, "kim@harbor.example", keeper.actor)
        claim = claims.add(session, _asked(claimed, keeper.id))
        draft = submit_listing.start(session, None, "en")
        session.commit()
        invited = organizations.invitations(session, owner.id)[0]
    return {
        "slug": KEPT,
        "organization": str(owner.id),
        "account": str(keeper.id),
        "revision": str(change.id),
        "invitation": str(invited.id),
        "ref": str(submission.id),
        "id_": str(claim),
        "kept": str(kept),
        "gone": str(other),
        "secret": draft.secret,
        **NAMES,
    }


def _id(session: Session, slug: str) -> int:
    found = listings.by_slug(session, slug)
    assert found is not None, slug
    return found.id


def _asked(provider_id: int, account_id: int) -> Asked:
    return Asked(
        provider_id=provider_id,
        account_id=account_id,
        organization_id=None,
        organization="Quiet House",
        proof="phone",
        contact="+13095550100",
    )
