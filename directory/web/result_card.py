"""How a listing looks among results when nothing was asked of it."""

from markupsafe import escape

from directory.domain.cards import Card
from directory.domain.listings import Listing
from directory.services.find_programs import Match


def of(listing: Listing) -> Match:
    card = Card.of(listing)
    return Match(
        card=card,
        name=str(escape(listing.full_name)),
        excerpt="",
        miles=None,
        programs=tuple(card.programs),
        fits={},
        confirmations=(),
        unknown=(),
    )
