"""An editor accepts a claim to a listing, or refuses it with a reason that is mailed."""

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import ClaimStatus
from directory.services import open_claims
from directory.services.claim_listing import BY_DOCUMENT
from directory.services.open_claims import DecidedError
from directory.services.review_revision import Desk
from directory.storage import audit, claims, listings, organizations, statuses
from directory.storage.claims import Claim


class UnprovenError(ValueError):
    """Nothing shows yet that whoever claims it can be reached there."""


def accept(
    session: Session, id_: int, editor: Actor, desk: Desk, *, otherwise: bool = False
) -> Claim:
    """The account keeps the listing from now on, and those who do already are told.

    `otherwise`: the editor made sure in another way. Raises NoClaimError, DecidedError,
    UnprovenError.
    """
    if not (otherwise or is_proven(open_claims.open_one(session, id_))):
        raise UnprovenError(id_)
    claim = _decided(session, id_, ClaimStatus.ACCEPTED, editor, "")
    name = _name(session, claim)
    _join(session, claim, _organization(session, claim, name), desk)
    _tell(session, claim, Letter("claim-accepted", {"name": name, "link": desk.manage_link}), desk)
    _note(session, Act.ACCEPTED, claim, editor, "made sure in another way" if otherwise else "")
    session.commit()
    return claim


def refuse(session: Session, id_: int, editor: Actor, reason: str, desk: Desk) -> Claim:
    """Raises as `accept` does."""
    claim = _decided(session, id_, ClaimStatus.REFUSED, editor, reason)
    name = _name(session, claim)
    values = {"name": name, "reason": reason, "link": desk.manage_link}
    _tell(session, claim, Letter("claim-refused", values), desk)
    _note(session, Act.REFUSED, claim, editor)
    session.commit()
    return claim


def is_proven(claim: Claim) -> bool:
    """A document is read by the editor, who finds in it what it proves."""
    return claim.proven_at is not None or claim.proof == BY_DOCUMENT


def _join(session: Session, claim: Claim, organization_id: int, desk: Desk) -> None:
    """Whoever keeps its listings already is told of who does from now on."""
    owner = organizations.by_id(session, organization_id)
    before = organizations.members(session, organization_id)
    if owner and claim.account_id not in {each.account_id for each in before}:
        count = str(len(organizations.providers(session, organization_id)))
        values = {"organization": owner.name, "email": claim.email, "count": count}
        letter = Letter("member-joined", values | {"link": desk.manage_link})
        for each in before:
            desk.letterbox.queue(session, each.email, each.language, letter)
    organizations.join(session, claim.account_id, organization_id)


def _decided(session: Session, id_: int, status: ClaimStatus, editor: Actor, reason: str) -> Claim:
    done = claims.decide(session, id_, status, editor.account_id, reason)
    claim = open_claims.known(session, id_)
    if not done:
        raise DecidedError(claim)
    return claim


def _organization(session: Session, claim: Claim, name: str) -> int:
    """Return who keeps the listing: those who do already, or else the claim's own organization.

    One that nobody belongs to may own many sites; whoever proved to be at one gets that one alone.
    """
    standing = statuses.of(session, claim.provider_id)
    known = standing.organization_id if standing else None
    if known and organizations.members(session, known):
        return known
    mine = claim.organization_id
    if not mine or not organizations.is_member(session, claim.account_id, mine):
        mine = organizations.add(session, claim.organization or name)
    statuses.give(session, claim.provider_id, mine)
    return mine


def _name(session: Session, claim: Claim) -> str:
    listing = listings.whole(session, claim.provider_id)
    return listing.full_name if listing else ""


def _tell(session: Session, claim: Claim, letter: Letter, desk: Desk) -> None:
    desk.letterbox.queue(session, claim.email, claim.language, letter)


def _note(session: Session, act: Act, claim: Claim, editor: Actor, proof: str = "") -> None:
    told = {"claim": claim.id, "kind": "claim", "account": claim.email, "reason": claim.reason}
    if proof:
        told["proof"] = proof
    audit.note(session, editor, Deed(act, _name(session, claim), claim.provider_id, told))
