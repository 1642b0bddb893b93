"""Gives keys to programs that read often, and takes them back."""

import secrets
from hashlib import sha256

from sqlalchemy.orm import Session

from directory.storage import keys
from directory.storage.keys import Key

PREFIX = "tpd_"  # so that whoever finds one in a file knows what it is
LONGEST_NAME = 80


class KeyNameError(ValueError):
    """The name cannot be used; the message says why."""


def give(session: Session, name: str) -> str:
    """Return a new key, which nobody can be told again.

    Raises KeyNameError where the name is empty, too long or in use.
    """
    name = name.strip()
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        raise KeyNameError(f"Name the key after who uses it, in at most {LONGEST_NAME} letters.")
    standing = keys.by_name(session, name)
    if standing is not None and standing.revoked_at is None:
        raise KeyNameError(f"There is a key named {name!r} already. Revoke it, or choose another.")
    key = PREFIX + secrets.token_urlsafe(32)
    keys.keep(session, name, digest(key))
    session.commit()
    return key


def revoke(session: Session, name: str) -> None:
    """Make a key useless from now on. Raises KeyNameError where there is none."""
    standing = keys.by_name(session, name)
    if standing is None or standing.revoked_at is not None:
        raise KeyNameError(f"There is no key named {name!r} that could be revoked.")
    keys.revoke(session, name)
    session.commit()


def known(session: Session, key: str) -> Key | None:
    """Whose key this is."""
    return keys.by_digest(session, digest(key))


def digest(key: str) -> str:
    """A key is 256 random bits, so that one plain round of hashing keeps it safe."""
    return sha256(key.encode()).hexdigest()
