"""Claims that nobody decided yet, and the trail of what becomes of them."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.storage import audit, claims
from directory.storage.claims import Claim


class DecidedError(ValueError):
    """Somebody decided before; `args[0]` is the claim as it is now."""


class NoClaimError(LookupError):
    """There is no such claim."""


def open_one(session: Session, id_: int) -> Claim:
    claim = known(session, id_)
    if claim.status is not ClaimStatus.OPEN:
        raise DecidedError(claim)
    return claim


def known(session: Session, id_: int) -> Claim:
    claim = claims.by_id(session, id_)
    if claim is None:
        raise NoClaimError(id_)
    return claim


def note(
    session: Session, who: Actor, act: Act, claim: Claim, details: Mapping[str, object]
) -> None:
    told = {**details, "claim": claim.id}
    audit.note(session, who, Deed(act, claim.slug, claim.provider_id, told))
