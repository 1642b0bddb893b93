"""The page at the address of a listing that is paused or closed, for who kept the link."""

from flask import render_template

from directory import context
from directory.domain.criteria import Criteria
from directory.domain.listings import Address
from directory.services.find_similar import find_similar
from directory.storage import departed
from directory.web import formats


def page(slug: str) -> str | None:
    found = departed.by_slug(context.session(), slug)
    if found is None:
        return None
    session, engine = context.session(), context.engine()
    return render_template(
        "providers/departed.html",
        listing=found.listing,
        status=found.status,
        since=found.since,
        near=_near(found.listing.address),
        similar=find_similar(session, engine, found.listing, today=formats.today()),
    )


def _near(address: Address) -> Criteria:
    """A search around its town; in the whole country where the town is not known."""
    found = context.gazetteer().resolve(address.town) if address.city and address.state else None
    return Criteria(place=found.place if found else None)
