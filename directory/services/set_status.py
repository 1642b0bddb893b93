"""Those who keep a listing stop showing it for a while, or for good, or show it again."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain.acts import Act, Deed
from directory.domain.people import Actor
from directory.domain.revisions import ProviderStatus
from directory.storage import audit, organizations, statuses
from directory.storage.audit import Entry

# From what each is possible; what an editor merged or never accepted is not theirs to show.
FROM = {
    ProviderStatus.PAUSED: (ProviderStatus.PUBLISHED,),
    ProviderStatus.CLOSED: (ProviderStatus.PUBLISHED, ProviderStatus.PAUSED),
    ProviderStatus.PUBLISHED: (ProviderStatus.PAUSED, ProviderStatus.CLOSED),
}
ACTS = {
    ProviderStatus.PAUSED: Act.PAUSED,
    ProviderStatus.CLOSED: Act.CLOSED,
    ProviderStatus.PUBLISHED: Act.RESUMED,
}


HIDING = (Act.PAUSED, Act.CLOSED)


class NotTheirsError(ValueError):
    """Somebody else than those who keep it hid it, so they do not show it again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Why, and until when it was meant."""

    reason: str = ""
    until: date | None = None


def set_status(
    session: Session, provider_id: int, status: ProviderStatus, actor: Actor, note: Note
) -> bool:
    """False: it is so already, or somebody made something else of it meanwhile."""
    standing = statuses.of(session, provider_id)
    if standing is None or standing.status not in FROM[status]:
        return False
    statuses.change(session, provider_id, status)
    until = note.until.isoformat() if note.until else ""
    details = {"reason": note.reason, "until": until, "was": standing.status.value}
    audit.note(session, actor, Deed(ACTS[status], standing.slug, provider_id, details))
    session.commit()
    return True


def resume(session: Session, provider_id: int, actor: Actor) -> bool:
    """As `set_status` does, for those who keep it. Raises NotTheirsError."""
    standing = statuses.of(session, provider_id)
    hidden = standing is not None and standing.status in FROM[ProviderStatus.PUBLISHED]
    if hidden and not is_theirs(session, provider_id):
        raise NotTheirsError(provider_id)
    return set_status(session, provider_id, ProviderStatus.PUBLISHED, actor, Note())


def is_theirs(session: Session, provider_id: int) -> bool:
    """Whether members alone hid it: an editor's word is not undone by closing it once more."""
    standing = statuses.of(session, provider_id)
    organization = (standing and standing.organization_id) or 0
    hid: list[Entry] = []
    for entry in audit.entries(session, provider_id):
        if entry.act == Act.RESUMED:
            hid.clear()
        elif entry.act in HIDING:
            hid.append(entry)
    members = (organizations.is_member(session, one.account_id or 0, organization) for one in hid)
    return bool(hid) and all(members)


def why(session: Session, provider_id: int, status: ProviderStatus) -> Note:
    """Of one that is not shown: what was noted then."""
    act = ACTS.get(status)
    last: Entry | None = None
    for entry in audit.entries(session, provider_id):
        last = entry if entry.act == act else last
    if last is None:
        return Note()
    until = str(last.details.get("until", ""))
    return Note(
        reason=str(last.details.get("reason", "")),
        until=date.fromisoformat(until) if until else None,
    )
