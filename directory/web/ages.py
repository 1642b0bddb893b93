"""How old what is shown is, and whether it still counts."""

from datetime import date

from flask import Blueprint

from directory.domain.freshness import Freshness, freshness
from directory.domain.listings import Listing, Openings
from directory.web import formats

bp = Blueprint("ages", __name__)


@bp.app_template_filter()
def is_old(confirmed_on: date | None) -> bool:
    return freshness(confirmed_on, formats.today()) in (Freshness.STALE, Freshness.UNKNOWN)


@bp.app_template_filter()
def hold(openings: Openings) -> bool:
    return openings.hold(formats.today())


@bp.app_template_filter()
def months_unconfirmed(listing: Listing) -> int:
    """Whole months since anybody's last word, of a listing that left the ordinary results; or 0."""
    today, leaves_on = formats.today(), listing.leaves_on
    last_word = listing.last_word
    if leaves_on is None or last_word is None or today < leaves_on:
        return 0
    months = (today.year - last_word.year) * 12 + today.month - last_word.month
    return months - (today.day < last_word.day)
