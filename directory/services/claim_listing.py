"""Somebody claims a listing for their organization, proves it, and an editor decides."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.domain.acts import Act
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.services import open_claims, prove_claim
from directory.services.send_mail import Letterbox
from directory.storage import claims, organizations, statuses
from directory.storage.claims import Asked, Claim

BY_PHONE, BY_MAIL, BY_DOCUMENT = "phone", "mail", "document"


class AlreadyAskedError(ValueError):
    """The same account claims it already; `args[0]` is that claim."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """The links are public addresses: of a claim's page by its number, of a listing by its slug."""

    letterbox: Letterbox
    secret_key: str
    claim_link: Callable[[int], str]
    listing_link: Callable[[str], str]
    manage_link: str


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
        values = {
            "name": claim.provider,
            "code": prove_claim.new_code(session, claim.id, post.secret_key),
            "days": str(prove_claim.CODE_HOLDS_DAYS),
            "link": post.claim_link(claim.id),
        }
        post.letterbox.queue(session, claim.contact, language, Letter("claim-code", values))
    session.commit()
    return open_claims.known(session, claim.id)


def accept(session: Session, id_: int, editor: Actor, post: Post) -> Claim:
    """Let the account keep the listing. Raises NoClaimError, DecidedError."""
    claim = open_claims.open_one(session, id_)
    _decide(session, claim, ClaimStatus.ACCEPTED, editor, "")
    organization = _organization(session, claim)
    organizations.join(session, claim.account_id, organization)
    statuses.give(session, claim.provider_id, organization)
    values = {"name": claim.provider, "link": post.manage_link}
    post.letterbox.queue(session, claim.email, claim.language, Letter("claim-accepted", values))
    session.commit()
    return open_claims.known(session, id_)


def refuse(session: Session, id_: int, editor: Actor, reason: str, post: Post) -> Claim:
    """Raises NoClaimError, DecidedError."""
    claim = open_claims.open_one(session, id_)
    _decide(session, claim, ClaimStatus.REFUSED, editor, reason)
    values = {"name": claim.provider, "reason": reason, "link": post.listing_link(claim.slug)}
    post.letterbox.queue(session, claim.email, claim.language, Letter("claim-refused", values))
    session.commit()
    return open_claims.known(session, id_)


def withdraw(session: Session, id_: int, who: Actor) -> Claim:
    """Raises NoClaimError, DecidedError."""
    claim = open_claims.open_one(session, id_)
    _decide(session, claim, ClaimStatus.WITHDRAWN, who, "")
    session.commit()
    return open_claims.known(session, id_)


def _organization(session: Session, claim: Claim) -> int:
    """Those who keep the listing already stay with it; otherwise the claim's own takes it."""
    standing = statuses.of(session, claim.provider_id)
    known = standing.organization_id if standing else None
    if known is not None and organizations.members(session, known):
        return known
    mine = claim.organization_id
    if mine is not None and organizations.is_member(session, claim.account_id, mine):
        return mine
    return organizations.add(session, claim.organization or claim.provider)


def _decide(session: Session, claim: Claim, status: ClaimStatus, by: Actor, reason: str) -> None:
    if not claims.decide(session, claim.id, status, by.account_id, reason):
        raise open_claims.DecidedError(open_claims.known(session, claim.id))
    acts = {
        ClaimStatus.ACCEPTED: Act.ACCEPTED,
        ClaimStatus.REFUSED: Act.REFUSED,
        ClaimStatus.WITHDRAWN: Act.WITHDREW,
    }
    open_claims.note(session, by, acts[status], claim, {"reason": reason, "by": claim.email})
