"""Makes accounts, lets people into them, and ends them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from directory.domain.accounts import Role
from directory.domain.acts import Act, Deed
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.services import keep_document
from directory.services.send_mail import Letterbox
from directory.storage import accounts, audit, claims, organizations
from directory.storage.models import AccountRow

UNCONFIRMED_FOR = timedelta(days=1)


class AccountError(ValueError):
    """It cannot be done; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody asks to be let in. `secret` makes the code that is mailed; the last one counts."""

    email: str
    language: str
    secret: str
    at: datetime


def send_link(
    session: Session, letterbox: Letterbox, asked: Asked, write: Callable[[AccountRow], Letter]
) -> None:
    """Mail a way in to an address, whether or not it has an account: without one, it makes one.

    So it is the same work for every address, and what it takes tells nobody which have one. An
    account that is made is forgotten after a day unless its link is followed.
    """
    accounts.forget_unconfirmed(session, asked.at - UNCONFIRMED_FOR)
    account = accounts.by_email(session, asked.email)
    if account is None:
        account = _made(session, asked.email, Role.PROVIDER)
        account.language = asked.language
    account.us_totp_secrets = asked.secret
    if account.active:
        letterbox.queue(session, account.email, asked.language, write(account))
    session.commit()


def make(session: Session, email: str, role: Role, secret: str) -> AccountRow:
    """Make an account at the shell. Raises AccountError where the address has one."""
    if accounts.by_email(session, email):
        raise AccountError(f"{email} has an account already.")
    account = _made(session, email, role)
    account.confirmed_at = account.create_datetime  # whoever runs the site vouches for it
    account.us_totp_secrets = secret
    audit.note(session, Actor.COMMAND, Deed(Act.GAVE_ROLE, email, details={"role": role.value}))
    session.commit()
    return account


def confirm(session: Session, account_id: int, at: datetime) -> None:
    """Note that somebody came in; their code is used up."""
    account = session.get_one(AccountRow, account_id)
    account.us_totp_secrets = None
    if account.confirmed_at is None:
        account.confirmed_at = at
        person = accounts.person(account)
        audit.note(session, person.actor, Deed(Act.SIGNED_UP, account.email))
    session.commit()


def give_role(session: Session, email: str, role: Role) -> None:
    account = _found(session, email)
    accounts.set_role(session, account, role)
    audit.note(session, Actor.COMMAND, Deed(Act.GAVE_ROLE, email, details={"role": role.value}))
    session.commit()


def renew_secret(session: Session, email: str, secret: str) -> AccountRow:
    """Make the codes that were mailed useless, for one that is shown at the shell."""
    account = _found(session, email)
    account.us_totp_secrets = secret
    session.commit()
    return account


def take_second_factor(session: Session, email: str) -> None:
    """For somebody who lost it: passkeys, app and recovery codes go, and every sign-in ends."""
    account = _found(session, email)
    account.webauthn.clear()
    account.tf_primary_method = account.tf_totp_secret = account.mf_recovery_codes = None
    account.fs_uniquifier = uuid.uuid4().hex
    deed = Deed(Act.SIGNED_OUT_EVERYWHERE, email, details={"second factor": "taken away"})
    audit.note(session, Actor.COMMAND, deed)
    session.commit()


def describe(session: Session, account_id: int, name: str, language: str) -> None:
    account = session.get_one(AccountRow, account_id)
    account.name, account.language = name, language
    session.commit()


def drop_password(session: Session, account_id: int) -> None:
    account = session.get_one(AccountRow, account_id)
    account.password = None
    actor = accounts.person(account).actor
    deed = Deed(Act.CHANGED_WAY_IN, account.email, details={"password": "removed"})
    audit.note(session, actor, deed)
    session.commit()


def sign_out_everywhere(session: Session, account_id: int) -> None:
    account = session.get_one(AccountRow, account_id)
    _end_sessions(session, account, accounts.person(account).actor)


def sign_out(session: Session, email: str) -> None:
    """Whoever runs the site ends all sessions of an account; what it proves itself with stays."""
    _end_sessions(session, _found(session, email), Actor.COMMAND)


def end(session: Session, email: str, actor: Actor, documents: Path) -> None:
    """Delete an account; what it did to listings stays, in the trail and in their history.

    Its claims go, and so do their files in `documents`, the folder of the instance.
    """
    account = _found(session, email)
    files = claims.documents(session, account.id)
    left = [each.id for each in organizations.of_account(session, account.id)]
    session.delete(account)
    audit.note(session, actor, Deed(Act.DELETED_ACCOUNT, email, details={"organizations": left}))
    session.commit()
    for name in files:  # after the rows: a file that stays is found later, one too few is not
        keep_document.drop_document(documents, name)


def _made(session: Session, email: str, role: Role) -> AccountRow:
    account = AccountRow(
        email=email,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        fs_webauthn_user_handle=uuid.uuid4().hex,
        webauthn=[],
    )
    accounts.add(session, account, role)
    return account


def _end_sessions(session: Session, account: AccountRow, actor: Actor) -> None:
    account.fs_uniquifier = uuid.uuid4().hex
    audit.note(session, actor, Deed(Act.SIGNED_OUT_EVERYWHERE, account.email))
    session.commit()


def _found(session: Session, email: str) -> AccountRow:
    account = accounts.by_email(session, email)
    if account is None:
        raise AccountError(f"{email} has no account.")
    return account
