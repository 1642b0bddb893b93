"""Anybody proposes a listing: a draft that is saved at each step, sent in once, then confirmed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.documents import Document
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import Begun, Revision, RevisionKind, RevisionStatus
from directory.services.send_mail import Letterbox
from directory.storage import audit, revisions

LINK_HOLDS = timedelta(days=14)
SALT = "confirm-address"
UNTOLD = "a listing without a name"


class NoDraftError(LookupError):
    """The link leads to no draft, or not any more."""


class ChangedMeanwhileError(ValueError):
    """The draft was saved from elsewhere since it was read; `args[0]` is how it is now."""


class DeadLinkError(ValueError):
    """The link is forged, or too old."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """`secret` is the end of the draft's address, and is kept nowhere."""

    revision: Revision
    secret: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who sends in. An account's address is known to be theirs."""

    email: str
    language: str
    account_id: int | None = None

    @property
    def actor(self) -> Actor:
        return Actor(self.email, self.account_id)


@dataclass(frozen=True, kw_only=True)
class Post:
    """How a letter with a link is written. `link`: the public address for a token."""

    letterbox: Letterbox
    secret_key: str
    link: Callable[[str], str]

    @property
    def tokens(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret_key, salt=SALT)


def start(
    session: Session,
    account_id: int | None,
    language: str,
    organization_id: int | None = None,
) -> Started:
    """Begin with nothing. `organization_id`: to which it will belong, if there is one."""
    secret = secrets.token_urlsafe(24)
    begun = Begun(
        kind=RevisionKind.SUBMISSION,
        base={},
        proposal={},
        digest=_digest(secret),
        account_id=account_id,
        organization_id=organization_id,
        language=language,
    )
    revisions.begin(session, begun)
    started = Started(revision=found(session, secret), secret=secret)
    session.commit()  # last: what is read after it would take the lock once more
    return started


def found(session: Session, secret: str) -> Revision:
    """Return what the secret leads to, whatever became of it. Raises NoDraftError."""
    revision = revisions.by_digest(session, _digest(secret))
    if revision is None:
        raise NoDraftError
    return revision


def save(session: Session, secret: str, version: int, proposal: Document) -> Revision:
    """Write over the version that was read. Raises ChangedMeanwhileError, NoDraftError."""
    known = found(session, secret)
    if not revisions.save(session, known.id, version, proposal):
        raise ChangedMeanwhileError(known)
    now = found(session, secret)
    session.commit()
    return now


def send_in(session: Session, secret: str, sender: Sender, note: str, post: Post) -> Revision:
    """Let editors have it, once the address is confirmed. Sent in twice it is still one."""
    draft = found(session, secret)
    known = sender.account_id is not None
    status = RevisionStatus.PENDING if known else RevisionStatus.UNCONFIRMED
    told = {"email": sender.email, "language": sender.language, "note": note}
    who = sender.account_id if known else draft.account_id
    if not revisions.propose(session, draft.id, status, account_id=who, **told):
        return draft
    name = str(draft.proposal.get("name", "")) or UNTOLD
    deed = Deed(Act.SENT_IN, name, details={"revision": draft.id})
    audit.note(session, sender.actor, deed)
    if not known:
        letter = letter_to_confirm(draft.id, sender.email, post)
        post.letterbox.queue(session, sender.email, sender.language, letter)
    now = found(session, secret)
    session.commit()
    return now


def letter_to_confirm(id_: int, email: str, post: Post) -> Letter:
    """With the link that shows that the address is theirs."""
    link = post.link(post.tokens.dumps([id_, email]))
    return Letter("confirm-address", {"link": link, "days": str(LINK_HOLDS.days)})


def confirm_address(session: Session, token: str, post: Post) -> Revision:
    """The address of who sent it in is theirs. Raises DeadLinkError; again is harmless."""
    try:
        id_, email = post.tokens.loads(token, max_age=int(LINK_HOLDS.total_seconds()))
    except (BadData, ValueError) as error:
        raise DeadLinkError from error
    revision = revisions.by_id(session, id_)
    if revision is None or revision.email != email:
        raise DeadLinkError
    if revisions.turn(session, id_, RevisionStatus.UNCONFIRMED, RevisionStatus.PENDING):
        deed = Deed(Act.CONFIRMED_ADDRESS, email, details={"revision": id_})
        audit.note(session, Actor(email), deed)
        session.commit()
    return revision


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
