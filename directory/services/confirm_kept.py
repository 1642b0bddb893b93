"""Those who keep listings say, signed in, that all of it is still right."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from directory.domain import keepers
from directory.domain.listings import Listing
from directory.services import confirm_listing
from directory.services.confirm_listing import Asked
from directory.services.edit_listing import Keeper
from directory.storage import listings


def confirm_kept(session: Session, ids: Sequence[int], keeper: Keeper, today: date) -> int:
    """Return how many listings that was news of: shown ones, not confirmed today already."""
    open_ = [each for each in listings.by_ids(session, ids) if each.confirmed_on != today]
    asked = _asked(open_, keeper)
    confirm_listing.confirm(session, asked, (each.slug for each in open_), today)
    return len(open_)


def _asked(open_: Iterable[Listing], keeper: Keeper) -> Asked:
    who = keepers.Keeper(email=keeper.email, language=keeper.language, account_id=keeper.account_id)
    told = tuple(open_)
    return Asked(keeper=who, open=told, confirmed=(), editable=frozenset(each.id for each in told))
