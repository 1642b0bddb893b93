"""Some of a listing changes at once by those who keep it, beside any draft they work on."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.domain import documents
from directory.domain.revisions import RevisionKind
from directory.services.edit_listing import Keeper
from directory.services.publish_changes import ListingGoneError
from directory.storage import listings, revisions
from directory.storage.revisions import Begun, Revision


def begin(
    session: Session, provider_id: int, changes: Mapping[str, object], keeper: Keeper
) -> Revision | None:
    """A draft of its own, to be sent in by edit_listing.send_in, which commits.

    `changes`: by key of the document, None for nothing. None: it is all so already.
    Raises ListingGoneError.
    """
    listing = listings.whole(session, provider_id)
    if listing is None:
        raise ListingGoneError(provider_id)
    shown = documents.of(listing)
    wanted = {key: value for key, value in {**shown, **changes}.items() if value is not None}
    if wanted == shown:
        return None
    begun = Begun(
        kind=RevisionKind.EDIT,
        base=shown,
        proposal=wanted,
        provider_id=provider_id,
        organization_id=keeper.organization_id,
        account_id=keeper.account_id,
        email=keeper.email,
        language=keeper.language,
    )
    return revisions.by_id(session, revisions.begin(session, begun))
