"""Changes to many listings at once become drafts of one person, and are sent in together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.differences import Difference
from directory.domain.revisions import Revision, RevisionStatus
from directory.domain.vocabulary import Vocabulary
from directory.services import edit_listing
from directory.services.edit_listing import Keeper
from directory.services.settle_draft import Settling, settle
from directory.storage import kept, listings, revisions
from directory.storage.gazetteer import Gazetteer


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How many were sent in, how many of these readers see, and how many need a look first."""

    sent: int
    live: int
    left: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    today: date


def draft_changes(
    session: Session, changes: Mapping[int, Sequence[Difference]], keeper: Keeper
) -> None:
    """By listing. What the person was working on there already stays beside it."""
    for provider_id, changed in changes.items():
        known = revisions.draft_of(session, provider_id, keeper.account_id)
        if known is None:
            _begin(session, provider_id, changed, keeper)
        else:
            wanted = differences.applied(known.proposal, changed)
            revisions.save(session, known.id, known.version, wanted)
    session.commit()


def drafts(session: Session, provider_ids: Sequence[int], keeper: Keeper) -> list[Revision]:
    """All that this person works on among these."""
    mine = (
        each.id
        for each in kept.work(session, provider_ids)
        if each.status is RevisionStatus.DRAFT and each.account_id == keeper.account_id
    )
    return [one for id_ in mine if (one := revisions.by_id(session, id_))]


def settled(session: Session, draft: Revision, desk: Desk) -> Settling | None:
    """None: the listing is gone."""
    listing = listings.whole(session, draft.provider_id or 0)
    return settle(draft, listing, desk.gazetteer, desk.vocabulary) if listing else None


def send_in(session: Session, chosen: Iterable[Revision], keeper: Keeper, desk: Desk) -> Outcome:
    """Each is sent in by itself, so that one that needs a look keeps no other."""
    sent: list[Revision] = []
    left = 0
    for draft in chosen:
        found = settled(session, draft, desk)
        if found is None or found.wrong or found.clashes or not found.since.mine:
            left += 1
        else:
            sent.append(edit_listing.send_in(session, draft, keeper, desk.gazetteer, desk.today))
    return Outcome(sent=len(sent), live=sum(each.is_live for each in sent), left=left)


def _begin(
    session: Session, provider_id: int, changed: Sequence[Difference], keeper: Keeper
) -> None:
    listing = listings.whole(session, provider_id)
    if listing is None:
        return
    wanted = differences.applied(documents.of(listing), changed)
    revisions.begin(session, edit_listing.begun_by(keeper, listing, wanted))
