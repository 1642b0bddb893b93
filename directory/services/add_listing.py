"""A listing that somebody sent in becomes one that is shown. Commits nothing."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.domain import slugs
from directory.domain.changes import LISTED, Change
from directory.domain.differences import Difference
from directory.domain.listings import Address, Listing
from directory.domain.revised import revised
from directory.services.locate_address import locate_address
from directory.services.publish_changes import Spoken
from directory.storage import history, imports, keeping, listings, organizations, sources, statuses
from directory.storage.gazetteer import Gazetteer


def add_listing(
    session: Session,
    said: Iterable[Difference],
    spoken: Spoken,
    gazetteer: Gazetteer,
    organization_id: int | None = None,
) -> Listing:
    """Return it as it is kept: by that organization, else by one of its own."""
    new = revised(Listing(name="", address=Address()), said, spoken.word)
    placed = replace(
        new,
        address=locate_address(new.address, gazetteer),
        confirmed_on=spoken.day,
        slug=slugs.slug_for(new, imports.taken_slugs(session)),
    )
    (id_,) = keeping.add(session, [placed], sources.keep)
    source_id = sources.keep(session, spoken.source)
    change = Change(became=LISTED)
    history.note(session, source_id, spoken.day, [(id_, change)], spoken.revision_id)
    statuses.give(session, id_, organization_id or organizations.add(session, placed.name))
    return listings.whole(session, id_) or placed
