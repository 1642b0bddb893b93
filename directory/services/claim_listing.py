"""Somebody claims a listing for their organization, or takes that back."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain import moments
from directory.domain.acts import Act
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.services import open_claims, prove_claim
from directory.services.send_mail import Letterbox
from directory.storage import claims
from directory.storage.claims import Asked, Claim

BY_PHONE, BY_MAIL, BY_DOCUMENT = "phone", "mail", "document"


class AlreadyAskedError(ValueError):
    """The same account claims it already; `args[0]` is that claim."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """`claim_link`: the public address of a claim's page by its number."""

    letterbox: Letterbox
    secret_key: str
    claim_link: Callable[[int], str]


def ask(session: Session, asked: Asked, who: Actor, language: str, post: Post) -> Claim:
    """Raises AlreadyAskedError. Proof by mail is asked for at once."""
    mine = claims.of_account(session, asked.account_id)
    for known in mine:
        if known.provider_id == asked.provider_id and known.status is ClaimStatus.OPEN:
            raise AlreadyAskedError(known)
    claim = open_claims.known(session, claims.add(session, asked))
    open_claims.note(
        session, who, Act.CLAIMED, claim, {"proof": claim.proof, "contact": claim.contact}
    )
    if claim.proof == BY_MAIL:
        _mail_code(session, claim, language, post)
    session.commit()
    return open_claims.known(session, claim.id)


def mail_again(session: Session, id_: int, who: Actor, language: str, post: Post) -> None:
    """Mail a new code; the one before works no more.

    Does nothing where it is proved or is not proved by mail. Raises NoClaimError, DecidedError.
    """
    claim = open_claims.open_one(session, id_)
    if claim.proof != BY_MAIL or claim.proven_at:
        return
    _mail_code(session, claim, language, post)
    open_claims.note(session, who, Act.CHANGED, claim, {"code": "a new one by mail"})
    session.commit()


def withdraw(session: Session, id_: int, who: Actor) -> Claim:
    """Raises NoClaimError, DecidedError."""
    claim = open_claims.open_one(session, id_)
    if not claims.decide(session, id_, ClaimStatus.WITHDRAWN, who.account_id):
        raise open_claims.DecidedError(open_claims.known(session, id_))
    open_claims.note(session, who, Act.WITHDREW, claim, {})
    session.commit()
    return open_claims.known(session, id_)


def _mail_code(session: Session, claim: Claim, language: str, post: Post) -> None:
    today = moments.now().date()
    values = {
        "name": claim.provider,
        "code": prove_claim.new_code(session, claim.id, post.secret_key, today),
        "days": str(prove_claim.CODE_HOLDS_DAYS),
        "link": post.claim_link(claim.id),
    }
    post.letterbox.queue(session, claim.contact, language, Letter("claim-code", values))
