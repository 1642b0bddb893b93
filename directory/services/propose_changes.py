"""Some of a listing changes at once by those who keep it, beside any draft they work on."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.domain import differences, documents
from directory.domain.differences import Difference
from directory.domain.revisions import Revision, RevisionStatus
from directory.services.edit_listing import Keeper, begun_by
from directory.services.publish_changes import ListingGoneError
from directory.storage import listings, revisions


def begin(
    session: Session, provider_id: int, changes: Mapping[str, object], keeper: Keeper
) -> Revision | None:
    """A draft of its own, to be sent in by edit_listing.send_in, which commits.

    `changes`: by key of the document, None for nothing. None: it is all so already.
    What waits already, because a form was sent twice, is returned as it is.
    Raises ListingGoneError.
    """
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise ListingGoneError(provider_id)
    shown = documents.of(listing)
    wanted = {key: value for key, value in {**shown, **changes}.items() if value is not None}
    if wanted == shown:
        return None
    waiting = _waiting(session, provider_id, keeper, differences.between(shown, wanted))
    if waiting is not None:
        return waiting
    begun = begun_by(keeper, listing, wanted)
    return revisions.by_id(session, revisions.begin(session, begun))


def _waiting(
    session: Session, provider_id: int, keeper: Keeper, wanted: tuple[Difference, ...]
) -> Revision | None:
    """What readers see of a change already was taken back since, if it is asked for again."""
    mine = (
        each
        for each in revisions.of_provider(session, provider_id)
        if each.account_id == keeper.account_id
        and each.status is RevisionStatus.PENDING
        and not each.is_live
    )
    same = (each for each in mine if differences.between(each.base, each.proposal) == wanted)
    return next(same, None)
