"""Accounts as Flask-Security reads and changes them, over our own sessions.

A row that it is given belongs to no session, so that nothing is written by accident and no lock
is held while a page is made. What it changed is written when it says `put`, and that alone.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from flask_security import UserMixin
from flask_security.datastore import UserDatastore
from sqlalchemy import delete, func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from directory.domain.accounts import Person, Role
from directory.storage.models import AccountRow, PasskeyRow, RoleRow
from directory.storage.models.base import Base

Sessions = Callable[[], AbstractContextManager[Session]]


class AccountStore(UserDatastore):
    def __init__(self, reading: Sessions, writing: Sessions) -> None:
        super().__init__(AccountRow, RoleRow, PasskeyRow)
        self._reading, self._writing = reading, writing

    def find_user(self, case_insensitive: object = None, **by: object) -> AccountRow | None:
        """The account of which one column has this value; `case_insensitive` is for addresses."""
        ((name, value),) = by.items()
        column = getattr(AccountRow, name)
        same = func.lower(column) == str(value).lower() if case_insensitive else column == value
        with self._reading() as session:
            found = session.scalar(select(AccountRow).where(same))
            session.expunge_all()
        return found

    def find_role(self, role: str) -> RoleRow | None:
        with self._reading() as session:
            return session.scalar(select(RoleRow).where(RoleRow.name == role))

    def find_webauthn(self, credential_id: bytes) -> PasskeyRow | None:
        same = PasskeyRow.credential_id == credential_id
        with self._reading() as session:
            found = session.scalar(select(PasskeyRow).where(same))
            session.expunge_all()
        return found

    def create_webauthn(self, user: UserMixin, **values: object) -> None:  # type: ignore[override]
        with self._writing() as session:
            session.add(PasskeyRow(user_id=user.id, **values))
            session.commit()

    def put(self, model: Base) -> Base:
        row = _itself(model)
        changed = {
            each.key: each.value for each in inspect(row).attrs if each.history.has_changes()
        }
        with self._writing() as session:
            kept = session.get(type(row), row.id)  # type: ignore[attr-defined]
            if kept is not None:
                for name, value in changed.items():
                    setattr(kept, name, value)
                session.commit()
        for name, value in changed.items():
            set_committed_value(row, name, value)
        return row

    def delete(self, model: Base) -> None:
        row = _itself(model)
        with self._writing() as session:
            session.delete(session.get_one(type(row), row.id))  # type: ignore[attr-defined]
            session.commit()

    def commit(self) -> None:
        """Nothing is left to do: `put` and `delete` do not wait."""


def by_email(session: Session, email: str) -> AccountRow | None:
    """Addresses of accounts are kept in small letters."""
    return session.scalar(select(AccountRow).where(AccountRow.email == email))


def add(session: Session, account: AccountRow, role: Role) -> None:
    session.add(account)
    account.roles = [_role(session, role)]
    session.flush()


def set_role(session: Session, account: AccountRow, role: Role) -> None:
    """A person has one role; those above may do all that those below may."""
    account.roles = [_role(session, role)]


def every(session: Session) -> Sequence[AccountRow]:
    return session.scalars(select(AccountRow).order_by(AccountRow.email)).all()


def forget_unconfirmed(session: Session, before: datetime) -> None:
    """Delete accounts whose address nobody ever followed a link from."""
    never = (AccountRow.confirmed_at.is_(None), AccountRow.create_datetime < before)
    session.execute(delete(AccountRow).where(*never))


def person(account: AccountRow) -> Person:
    return Person(
        id=account.id,
        email=account.email,
        name=account.name,
        language=account.language,
        roles=frozenset(Role(each.name) for each in account.roles),
    )


def _role(session: Session, role: Role) -> RoleRow:
    row = session.scalar(select(RoleRow).where(RoleRow.name == role))
    return row or RoleRow(name=role.value)


def _itself(model: Base) -> Base:
    """The row, where Flask-Security hands on the stand-in for whoever is signed in."""
    stand_in = getattr(model, "_get_current_object", None)
    return stand_in() if stand_in else model
