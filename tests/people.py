"""Lets tests sign people in, by the pages or at once."""

import re
import time
import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory import context
from directory.domain.accounts import Person, Role
from directory.services import keep_accounts
from directory.storage import accounts
from directory.storage.models import AccountRow, MailRow, PasskeyRow
from directory.web import access, lapsing

CODE = re.compile(r"^ +(\d{8})$", re.MULTILINE)
LINK = re.compile(r"^https?://[^/]+(/\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Post:
    """A mail that waits to be sent."""

    to: str
    subject: str
    body: str

    @property
    def code(self) -> str:
        return str(CODE.findall(self.body)[0])

    @property
    def link(self) -> str:
        """Its address on this site."""
        return str(LINK.findall(self.body)[0])


def mail(app: Flask) -> list[Post]:
    """All of it, the oldest first."""
    with reading(app) as session:
        rows = session.scalars(select(MailRow).order_by(MailRow.id))
        return [Post(to=row.to, subject=row.subject, body=row.body) for row in rows]


def account(app: Flask, email: str, role: Role = Role.PROVIDER) -> Person:
    """An account whose address is confirmed, with no second proof."""
    with context.held(app).database.writing() as session:
        row = AccountRow(
            email=email,
            fs_uniquifier=uuid.uuid4().hex,
            fs_webauthn_user_handle=uuid.uuid4().hex,
            active=True,
        )
        accounts.add(session, row, role)
        row.confirmed_at = row.create_datetime
        session.commit()
        return accounts.person(row)


def row(app: Flask, email: str) -> AccountRow:
    with reading(app) as session:
        return session.scalars(select(AccountRow).where(AccountRow.email == email)).one()


def sign_in(client: FlaskClient, email: str, *, is_proven: bool = True) -> None:
    """Sign somebody in who has an account, as if by two proofs, without any page."""
    mark = row(client.application, email).fs_uniquifier
    with client.session_transaction() as session:
        session.update({"_user_id": mark, "_fresh": True, "fs_paa": time.time()})
        session[access.PROVEN] = is_proven


def come_in(client: FlaskClient, email: str) -> TestResponse:
    """Sign in by the link in the mail, with or without an account before."""
    client.post("/account/sign-in", data={"email": email})
    post = mail(client.application)[-1]
    client.get(post.link)
    return client.post("/account/code", data={"identity": email, "passcode": post.code})


def reading(app: Flask) -> AbstractContextManager[Session]:
    return context.held(app).database.reading()


def addresses(app: Flask) -> list[str]:
    with reading(app) as session:
        return [each.email for each in accounts.every(session)]


def make_older(app: Flask, email: str, days: int) -> None:
    with context.held(app).database.writing() as session:
        row = session.scalars(select(AccountRow).where(AccountRow.email == email)).one()
        row.create_datetime -= timedelta(days=days)
        session.commit()


def set_role(app: Flask, email: str, role: Role) -> None:
    with context.held(app).database.writing() as session:
        keep_accounts.give_role(session, email, role)


def give_passkey(app: Flask, email: str) -> None:
    """One that no device has, so it opens nothing."""
    with context.held(app).database.writing() as session:
        account = session.scalars(select(AccountRow).where(AccountRow.email == email)).one()
        session.add(
            PasskeyRow(
                user_id=account.id,
                name="my phone",
                credential_id=b"an id",
                public_key=b"a key",
                device_type="single_device",
                usage="first",
            )
        )
        session.commit()


def pretend_signed_in_long_ago(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["fs_paa"] -= 24 * 3600
        session[lapsing.SEEN] = time.time()


def pretend_nothing_was_done(client: FlaskClient, hours: float) -> None:
    with client.session_transaction() as session:
        session[lapsing.SEEN] = time.time() - hours * 3600


def pretend_signed_in(client: FlaskClient, hours: float) -> None:
    """So long ago, and busy all the time."""
    with client.session_transaction() as session:
        session[lapsing.CAME] = time.time() - hours * 3600
        session[lapsing.SEEN] = time.time()
