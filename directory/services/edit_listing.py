"""Those who keep a listing change it: a draft of their own, then a proposal or the thing itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.acts import Act, Deed
from directory.domain.differences import Difference
from directory.domain.documents import Document
from directory.domain.listings import Listing
from directory.domain.people import Actor
from directory.domain.revisions import Begun, Revision, RevisionKind, RevisionStatus
from directory.services.publish_changes import ListingGoneError, by_provider, publish_changes
from directory.services.submit_listing import ChangedMeanwhileError, NoDraftError
from directory.storage import audit, listings, revisions
from directory.storage.gazetteer import Gazetteer

# What may change from one day to the next; a trusted organization's are shown at once.
SMALL = frozenset({"openings", "wait_days", "office_hours", "sessions", "time_zone"})
SMALL_GROUPS = (f"{documents.PHONE}/",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeper:
    """An account that keeps the listing."""

    actor: Actor
    account_id: int
    email: str
    language: str
    organization_id: int | None
    trusted: bool


def small(changed: Iterable[Difference]) -> list[Difference]:
    """What may be shown at once. Of a program that comes or goes, nothing is small."""
    told = list(changed)
    parts = differences.parts(told)
    return [each for each in told if each.key in parts and _is_small(each)]


def begun_by(keeper: Keeper, listing: Listing, proposal: Document) -> Begun:
    """What a change of a listing begins with, as it is shown now."""
    return Begun(
        kind=RevisionKind.EDIT,
        base=documents.of(listing),
        proposal=proposal,
        provider_id=listing.id,
        organization_id=keeper.organization_id,
        account_id=keeper.account_id,
        email=keeper.email,
        language=keeper.language,
    )


def begin(session: Session, provider_id: int, keeper: Keeper) -> Revision:
    """Return the draft that this account has of the listing, or a new one of how it is now.

    Raises ListingGoneError.
    """
    known = revisions.draft_of(session, provider_id, keeper.account_id)
    if known is not None:
        return known
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise ListingGoneError(provider_id)
    begun = begun_by(keeper, listing, documents.of(listing))
    id_ = revisions.begin(session, begun)
    session.commit()
    return _known(session, id_)


def save(session: Session, draft: Revision, version: int, proposal: Document) -> Revision:
    """Raises ChangedMeanwhileError where it was saved from elsewhere since."""
    if not revisions.save(session, draft.id, version, proposal):
        raise ChangedMeanwhileError(revisions.by_id(session, draft.id))
    session.commit()
    return _known(session, draft.id)


def discard(session: Session, draft: Revision, keeper: Keeper) -> None:
    """Let the draft go, or take back what still waits."""
    waits = draft.status is RevisionStatus.PENDING
    if revisions.turn(session, draft.id, draft.status, RevisionStatus.WITHDRAWN) and waits:
        _note(session, Act.WITHDREW, draft, keeper.actor)
    session.commit()


def send_in(
    session: Session, draft: Revision, keeper: Keeper, gazetteer: Gazetteer, today: date
) -> Revision:
    """Propose it; a trusted organization's small facts are shown at once, the rest waits.

    Sent in twice it is still one. Raises ListingGoneError.
    """
    provider_id = draft.provider_id or 0
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise ListingGoneError(provider_id)
    if not revisions.propose(session, draft.id, RevisionStatus.PENDING, email=keeper.email):
        return _known(session, draft.id)
    _note(session, Act.SENT_IN, draft, keeper.actor)
    mine = differences.since(draft.base, draft.proposal, documents.of(listing)).mine
    shown = small(mine) if keeper.trusted else []
    if shown:
        publish_changes(session, provider_id, shown, by_provider(today, draft.id), gazetteer)
        revisions.show(session, draft.id, differences.noted(shown))
        _note(session, Act.CHANGED, draft, keeper.actor, differences.noted(shown))
    session.commit()
    return _known(session, draft.id)


def _is_small(difference: Difference) -> bool:
    about = documents.subject(difference.key)
    is_named = about.name in SMALL or about.name.startswith(SMALL_GROUPS)
    return is_named and not about.program.startswith(documents.NEW)


def _known(session: Session, id_: int) -> Revision:
    revision = revisions.by_id(session, id_)
    if revision is None:
        raise NoDraftError
    return revision


def _note(
    session: Session,
    act: Act,
    draft: Revision,
    actor: Actor,
    changed: dict[str, list[object]] | None = None,
) -> None:
    name = str(draft.base.get("name", ""))
    details = {"revision": draft.id, "changed": changed or {}}
    audit.note(session, actor, Deed(act, name, draft.provider_id, details))
