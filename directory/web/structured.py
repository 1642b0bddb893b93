"""A listing as data within its page, for machines that read pages."""

from directory import context
from directory.domain.listings import Listing
from directory.exchange import jsonld
from directory.exchange.jsonld import Shown
from directory.exchange.jsonld_objects import Described
from directory.web import formats, indexing


def of_listing(listing: Listing) -> Described:
    """As the page that is answered shows it, in its language."""
    shown = Shown(
        url=indexing.canonical(),
        language=context.language(),
        website=formats.web_address(listing.website),
        today=formats.today(),
    )
    return jsonld.described(listing, context.vocabulary(), shown)
