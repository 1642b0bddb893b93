"""An editor takes what was sent in, and accepts all of it, some of it, or nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.acts import Act, Deed
from directory.domain.differences import Difference, Since
from directory.domain.listings import Listing
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import RevisionKind, RevisionStatus
from directory.services import invite_member
from directory.services.add_listing import add_listing
from directory.services.mend_proposal import Mending, mend_proposal
from directory.services.publish_changes import by_editor, by_provider, publish_changes
from directory.services.send_mail import Letterbox
from directory.storage import audit, listings, organizations, revisions, statuses
from directory.storage.gazetteer import Gazetteer
from directory.storage.revisions import Revision


class NoRevisionError(LookupError):
    """There is no such revision."""


class DecidedError(ValueError):
    """Somebody decided before; `args[0]` is the revision as it is now."""


class TakenError(ValueError):
    """Another editor reads it; `args[0]` as above."""


class NothingLeftError(ValueError):
    """Nothing of what was chosen can be accepted."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What an editor decides with. The links are public addresses."""

    letterbox: Letterbox
    gazetteer: Gazetteer
    today: date
    listing_link: Callable[[str], str]  # by slug
    invitation_link: Callable[[str], str]  # by secret
    manage_link: str  # where listings are kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """`parts`: keys, or numbers of programs, as differences.parts names them; None: all."""

    parts: Collection[str] | None = None
    reason: str = ""
    left_out: str = ""  # in words, for the mail
    mended: Mapping[str, str] = field(default_factory=dict)  # what the editor wrote instead


def take(session: Session, id_: int, editor: Actor) -> Revision:
    """Keep other editors from it for half an hour. Raises TakenError, DecidedError."""
    if not revisions.take(session, id_, editor.account_id or 0):
        now = _known(session, id_)
        raise (TakenError if now.status is RevisionStatus.PENDING else DecidedError)(now)
    session.commit()
    return _known(session, id_)


def release(session: Session, id_: int, editor: Actor) -> None:
    revisions.release(session, id_, editor.account_id or 0)
    session.commit()


def wanted(session: Session, revision: Revision) -> Since:
    """What it would change today, and what others changed since it was begun."""
    listing = listings.whole(session, revision.provider_id) if revision.provider_id else None
    shown = documents.of(listing) if listing else revision.base
    return differences.since(revision.base, revision.proposal, shown)


def accept(session: Session, id_: int, editor: Actor, decision: Decision, desk: Desk) -> Revision:
    """Raises NoRevisionError, TakenError, DecidedError, NothingLeftError."""
    revision = _free(session, id_, editor)
    parts = differences.parts(wanted(session, revision).mine)
    named = parts.keys() if decision.parts is None else decision.parts
    chosen = [each for name, part in parts.items() if name in named for each in part]
    if not chosen and not revision.is_live:
        raise NothingLeftError
    listing = _make_true(session, revision, chosen, desk)
    spoken = by_editor(desk.today, revision.id)
    mend_proposal(session, listing, chosen, Mending(decision.mended, spoken, desk.gazetteer))
    now = _ended(session, revision, editor, decision, chosen)
    keep = _handed_over(session, now, editor, desk)
    told = {"name": _name(now), "link": desk.listing_link(listing.slug)}
    if decision.mended or any(name not in named for name in parts):
        why = {"left_out": decision.left_out, "reason": decision.reason}
        letter = Letter("submission-accepted-in-part", told | why)
    else:
        letter = Letter("submission-accepted", told | {"claim": keep})
    _tell(session, now, letter, desk)
    session.commit()
    return now


def refuse(session: Session, id_: int, editor: Actor, reason: str, desk: Desk) -> Revision:
    """What was shown at once stays; it can be undone. Raises as `accept` does."""
    _free(session, id_, editor)
    ended = {"decided_by_id": editor.account_id, "reason": reason}
    if not revisions.decide(session, id_, RevisionStatus.REFUSED, **ended):
        raise DecidedError(_known(session, id_))
    now = _known(session, id_)
    _note(session, Act.REFUSED, now, editor, {"reason": reason})
    values = {"name": _name(now), "reason": reason, "link": desk.manage_link}
    _tell(session, now, Letter("submission-refused", values), desk)
    session.commit()
    return now


def _make_true(
    session: Session, revision: Revision, chosen: list[Difference], desk: Desk
) -> Listing:
    spoken = by_provider(desk.today, revision.id)
    if revision.kind is not RevisionKind.SUBMISSION:
        known = revision.provider_id or 0
        return publish_changes(session, known, chosen, spoken, desk.gazetteer)
    listing = add_listing(session, chosen, spoken, desk.gazetteer, revision.organization_id)
    revisions.belongs(session, revision.id, listing.id)
    return listing


def _ended(
    session: Session,
    revision: Revision,
    editor: Actor,
    decision: Decision,
    chosen: list[Difference],
) -> Revision:
    changed = {each.key: [each.was, each.became] for each in chosen}
    values = {
        "decided_by_id": editor.account_id,
        "reason": decision.reason,
        "accepted": {**(revision.accepted or {}), **changed},
    }
    if not revisions.decide(session, revision.id, RevisionStatus.ACCEPTED, **values):
        session.rollback()
        raise DecidedError(_known(session, revision.id))
    now = _known(session, revision.id)
    noted = {"changed": changed, "mended": dict(decision.mended), "reason": decision.reason}
    _note(session, Act.ACCEPTED, now, editor, noted)
    return now


def _handed_over(session: Session, revision: Revision, editor: Actor, desk: Desk) -> str:
    """Let who sent in a new listing keep it; return the link by which they do."""
    standing = statuses.of(session, revision.provider_id or 0)
    kept_by = (standing and standing.organization_id) or 0
    organization = organizations.by_id(session, kept_by)
    if revision.kind is not RevisionKind.SUBMISSION or organization is None:
        return desk.manage_link
    if revision.account_id is not None:
        organizations.join(session, revision.account_id, organization.id)
        return desk.manage_link
    secret = invite_member.begin(session, organization, revision.email, editor)
    return desk.invitation_link(secret)


def _tell(session: Session, revision: Revision, letter: Letter, desk: Desk) -> None:
    if revision.email:
        desk.letterbox.queue(session, revision.email, revision.language, letter)


def _free(session: Session, id_: int, editor: Actor) -> Revision:
    revision = _known(session, id_)
    if revision.status is not RevisionStatus.PENDING:
        raise DecidedError(revision)
    if not revisions.take(session, id_, editor.account_id or 0):
        raise TakenError(revision)
    return revision


def _known(session: Session, id_: int) -> Revision:
    revision = revisions.by_id(session, id_)
    if revision is None:
        raise NoRevisionError(id_)
    return revision


def _name(revision: Revision) -> str:
    return str(revision.proposal.get("name") or revision.base.get("name") or "")


def _note(
    session: Session, act: Act, revision: Revision, editor: Actor, details: dict[str, object]
) -> None:
    told = details | {"revision": revision.id, "kind": revision.kind.value}
    audit.note(session, editor, Deed(act, _name(revision), revision.provider_id, told))
