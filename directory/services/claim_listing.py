"""Somebody claims a listing for their organization, proves it, and an editor decides."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.listings import Listing
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.services.send_mail import Letterbox
from directory.storage import audit, claims, organizations, statuses
from directory.storage.claims import Asked, Claim

BY_PHONE, BY_MAIL, BY_DOCUMENT = "phone", "mail", "document"
DIGITS = 6
MOST_TRIES = 5
CODE_HOLDS_DAYS = 14
# Where many organizations that have nothing to do with each other have a page or a mailbox.
SHARED_HOSTS = frozenset(
    {
        *("facebook.com", "google.com", "linkedin.com", "instagram.com", "yelp.com"),
        *("wixsite.com", "wordpress.com", "weebly.com", "blogspot.com", "squarespace.com"),
        *("gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "aol.com", "icloud.com"),
        *("psychologytoday.com", "business.site", "linktr.ee", "godaddysites.com"),
    }
)


class AlreadyAskedError(ValueError):
    """The same account claims it already; `args[0]` is that claim."""


class DecidedError(ValueError):
    """Somebody decided before; `args[0]` is the claim as it is now."""


class WrongCodeError(ValueError):
    """It is another code; `args[0]` is how many tries are left."""


class NoClaimError(LookupError):
    """There is no such claim."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """The links are public addresses: of a claim's page by its number, of a listing by its slug."""

    letterbox: Letterbox
    secret_key: str
    claim_link: Callable[[int], str]
    listing_link: Callable[[str], str]
    manage_link: str


def mail_domain(listing: Listing) -> str:
    """Return the domain whose mail proves that somebody belongs there; empty: none does."""
    address = listing.website if "://" in listing.website else f"https://{listing.website}"
    host = (urlsplit(address).hostname or "").casefold().removeprefix("www.")
    shared = any(host == one or host.endswith(f".{one}") for one in SHARED_HOSTS)
    return "" if shared or "." not in host else host


def proves(listing: Listing, email: str) -> bool:
    """Whether mail to that address reaches the domain of the listed website, or a part of it."""
    domain, at = mail_domain(listing), email.casefold().rpartition("@")[2]
    return bool(domain) and (at == domain or domain.endswith(f".{at}") or at.endswith(f".{domain}"))


def ask(session: Session, asked: Asked, who: Actor, language: str, post: Post) -> Claim:
    """Raises AlreadyAskedError. Proof by mail is asked for at once."""
    mine = claims.of_account(session, asked.account_id)
    for known in mine:
        if known.provider_id == asked.provider_id and known.status is ClaimStatus.OPEN:
            raise AlreadyAskedError(known)
    claim = _known(session, claims.add(session, asked))
    _note(session, who, Act.CLAIMED, claim, {"proof": claim.proof, "contact": claim.contact})
    if claim.proof == BY_MAIL:
        values = {
            "name": claim.provider,
            "code": _new_code(session, claim, post),
            "days": str(CODE_HOLDS_DAYS),
            "link": post.claim_link(claim.id),
        }
        post.letterbox.queue(session, claim.contact, language, Letter("claim-code", values))
    session.commit()
    return _known(session, claim.id)


def code_to_speak(session: Session, id_: int, editor: Actor, post: Post) -> str:
    """Return a new code that an editor speaks or texts to the listed telephone.

    It is shown once and kept nowhere. Raises NoClaimError, DecidedError.
    """
    claim = _open(session, id_)
    code = _new_code(session, claim, post)
    _note(session, editor, Act.CHANGED, claim, {"code": "a new one for the telephone"})
    session.commit()
    return code


def prove(session: Session, id_: int, code: str, who: Actor, post: Post) -> Claim:
    """Whoever types the code was reached there. Raises WrongCodeError, DecidedError."""
    claim = _open(session, id_)
    left = MOST_TRIES - claim.tries
    typed = "".join(filter(str.isdigit, code))
    if not claim.code_digest or left <= 0:
        raise WrongCodeError(0)
    if not hmac.compare_digest(claim.code_digest, _digest(claim.id, typed, post)):
        claims.count_try(session, claim.id)
        session.commit()
        raise WrongCodeError(left - 1)
    claims.prove(session, claim.id)
    _note(session, who, Act.PROVED, claim, {"proof": claim.proof, "contact": claim.contact})
    session.commit()
    return _known(session, claim.id)


def accept(session: Session, id_: int, editor: Actor, post: Post) -> Claim:
    """Let the account keep the listing. Raises NoClaimError, DecidedError."""
    claim = _open(session, id_)
    _decide(session, claim, ClaimStatus.ACCEPTED, editor, "")
    organization = _organization(session, claim)
    organizations.join(session, claim.account_id, organization)
    statuses.give(session, claim.provider_id, organization)
    values = {"name": claim.provider, "link": post.manage_link}
    post.letterbox.queue(session, claim.email, claim.language, Letter("claim-accepted", values))
    session.commit()
    return _known(session, id_)


def refuse(session: Session, id_: int, editor: Actor, reason: str, post: Post) -> Claim:
    """Raises NoClaimError, DecidedError."""
    claim = _open(session, id_)
    _decide(session, claim, ClaimStatus.REFUSED, editor, reason)
    values = {"name": claim.provider, "reason": reason, "link": post.listing_link(claim.slug)}
    post.letterbox.queue(session, claim.email, claim.language, Letter("claim-refused", values))
    session.commit()
    return _known(session, id_)


def withdraw(session: Session, id_: int, who: Actor) -> Claim:
    """Raises NoClaimError, DecidedError."""
    claim = _open(session, id_)
    _decide(session, claim, ClaimStatus.WITHDRAWN, who, "")
    session.commit()
    return _known(session, id_)


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
        raise DecidedError(_known(session, claim.id))
    acts = {
        ClaimStatus.ACCEPTED: Act.ACCEPTED,
        ClaimStatus.REFUSED: Act.REFUSED,
        ClaimStatus.WITHDRAWN: Act.WITHDREW,
    }
    _note(session, by, acts[status], claim, {"reason": reason, "by": claim.email})


def _new_code(session: Session, claim: Claim, post: Post) -> str:
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    claims.set_code(session, claim.id, _digest(claim.id, code, post))
    return code


def _digest(id_: int, code: str, post: Post) -> str:
    return hmac.new(post.secret_key.encode(), f"claim {id_} {code}".encode(), "sha256").hexdigest()


def _open(session: Session, id_: int) -> Claim:
    claim = _known(session, id_)
    if claim.status is not ClaimStatus.OPEN:
        raise DecidedError(claim)
    return claim


def _known(session: Session, id_: int) -> Claim:
    claim = claims.by_id(session, id_)
    if claim is None:
        raise NoClaimError(id_)
    return claim


def _note(session: Session, who: Actor, act: Act, claim: Claim, details: dict[str, object]) -> None:
    told = details | {"claim": claim.id}
    audit.note(session, who, Deed(act, claim.slug, claim.provider_id, told))
