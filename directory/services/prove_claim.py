"""How it is seen that somebody who claims a listing can be reached there."""

import hmac
import secrets
from datetime import date, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from directory.domain import moments
from directory.domain.acts import Act
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.services import open_claims
from directory.storage import claims
from directory.storage.claims import Claim

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


class WrongCodeError(ValueError):
    """It is another code; `args[0]` is how many tries are left."""


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


def code_to_speak(session: Session, id_: int, editor: Actor, secret_key: str) -> str:
    """Return a new code that an editor speaks or texts to the listed telephone.

    It is shown once and kept nowhere. Raises NoClaimError, DecidedError.
    """
    claim = open_claims.open_one(session, id_)
    code = new_code(session, claim.id, secret_key, moments.now().date())
    open_claims.note(session, editor, Act.CHANGED, claim, {"code": "a new one for the telephone"})
    session.commit()
    return code


def prove(session: Session, id_: int, code: str, who: Actor, secret_key: str) -> Claim:
    """Whoever types the code was reached there. Raises WrongCodeError, DecidedError."""
    claim = open_claims.open_one(session, id_)
    left = MOST_TRIES - claim.tries
    typed = "".join(filter(str.isdigit, code))
    if not claim.code_digest or left <= 0:
        raise WrongCodeError(0)
    if not _is_right(claim, typed, secret_key):
        claims.count_try(session, claim.id)
        session.commit()
        raise WrongCodeError(left - 1)
    claims.prove(session, claim.id)
    open_claims.note(
        session, who, Act.PROVED, claim, {"proof": claim.proof, "contact": claim.contact}
    )
    session.commit()
    return open_claims.known(session, claim.id)


def new_code(session: Session, claim_id: int, secret_key: str, day: date) -> str:
    """It holds from that day on, for CODE_HOLDS_DAYS."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    claims.set_code(session, claim_id, _digest(claim_id, code, secret_key, day))
    return code


def _is_right(claim: Claim, typed: str, secret_key: str) -> bool:
    """The day is part of what is signed, so an old code is right on none of the last days."""
    today = moments.now().date()
    days = (today - timedelta(days=past) for past in range(CODE_HOLDS_DAYS + 1))
    digests = [_digest(claim.id, typed, secret_key, day) for day in days]
    return any(hmac.compare_digest(claim.code_digest, each) for each in digests)


def _digest(id_: int, code: str, secret_key: str, day: date) -> str:
    said = f"claim {id_} {code} {day}"
    return hmac.new(secret_key.encode(), said.encode(), "sha256").hexdigest()
