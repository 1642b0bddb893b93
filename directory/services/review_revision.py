"""An editor takes what was sent in, and accepts all of it, some of it, or nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.acts import Act, Deed
from directory.domain.differences import Difference, Since
from directory.domain.mail import Letter
from directory.domain.people import Actor
from directory.domain.revisions import Revision, RevisionKind, RevisionStatus
from directory.services import realize_revision
from directory.services.mend_proposal import Mending, mend_proposal
from directory.services.publish_changes import by_editor
from directory.services.send_mail import Letterbox
from directory.storage import audit, listings, revisions
from directory.storage.gazetteer import Gazetteer


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
    submit_link: str  # where new ones are sent in
    no_reason: str = "-"  # what a letter says where an editor gave none


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
    """What would change nothing is closed without a word.

    Raises NoRevisionError, TakenError, DecidedError, NothingLeftError.
    """
    revision = _free(session, id_, editor)
    parts = differences.parts(wanted(session, revision).mine)
    named = parts.keys() if decision.parts is None else decision.parts
    chosen = [each for name, part in parts.items() if name in named for each in part]
    if parts and not chosen and not revision.is_live:
        raise NothingLeftError
    listing = realize_revision.realize(session, revision, chosen, desk)
    spoken = by_editor(desk.today, revision.id)
    mend_proposal(session, listing, chosen, Mending(decision.mended, spoken, desk.gazetteer))
    now = _ended(session, revision, editor, decision, chosen)
    keep = realize_revision.hand_over(session, now, editor, desk)
    told = {"name": _name(now), "link": desk.listing_link(listing.slug), "claim": keep}
    if parts:
        in_part = bool(decision.mended) or any(name not in named for name in parts)
        _tell(session, now, _accepted(now, told, decision, desk, in_part=in_part), desk)
    session.commit()
    return now


def refuse(session: Session, id_: int, editor: Actor, reason: str, desk: Desk) -> Revision:
    """What was shown at once is taken back, where nobody changed it since. Raises as `accept`."""
    revision = _free(session, id_, editor)
    ended = {"decided_by_id": editor.account_id, "reason": reason}
    if not revisions.decide(session, id_, RevisionStatus.REFUSED, **ended):
        raise DecidedError(_known(session, id_))
    back = realize_revision.take_back(session, revision, desk)
    now = _known(session, id_)
    noted: dict[str, object] = {"reason": reason, "changed": differences.noted(back)}
    _note(session, Act.REFUSED, now, editor, noted)
    is_new = now.kind is RevisionKind.SUBMISSION
    link = desk.submit_link if is_new else desk.manage_link
    values = {"name": _name(now), "reason": reason, "link": link}
    _tell(session, now, Letter("submission-refused", values), desk)
    session.commit()
    return now


def _accepted(
    revision: Revision, told: dict[str, str], decision: Decision, desk: Desk, *, in_part: bool
) -> Letter:
    if in_part:
        why = {"left_out": decision.left_out, "reason": decision.reason or desk.no_reason}
        return Letter("submission-accepted-in-part", told | why)
    is_new = revision.kind is RevisionKind.SUBMISSION
    return Letter("submission-accepted" if is_new else "change-accepted", told)


def _ended(
    session: Session,
    revision: Revision,
    editor: Actor,
    decision: Decision,
    chosen: list[Difference],
) -> Revision:
    changed = differences.noted(chosen)
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
