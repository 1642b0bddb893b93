"""A provider as an HSDS organization: nobody tells which sites belong together, so each is one."""

from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet
from directory.exchange import hsds_ids as ids
from directory.exchange.hsds_facts import Facts
from directory.exchange.hsds_locations import phones
from directory.exchange.hsds_objects import Object, known, listed, sentence, web_address
from directory.exchange.hsds_services import DEMONSTRATION


def fields(listing: Listing, facts: Facts) -> Object:
    """An organization without what hangs on it. `facts`: of the site."""
    return known(
        id=ids.organization(listing.slug),
        name=listing.name,
        alternate_name=listing.name2,
        description=_description(listing),
        website=web_address(listing.website),
        legal_status=listed(facts.labels(Facet.OWNERSHIP)),
    )


def hanging(listing: Listing, facts: Facts) -> Object:
    """What hangs on an organization; its locations and services stand elsewhere."""
    id_ = ids.organization(listing.slug)
    return known(
        phones=phones(listing),
        attributes=facts.attributes("organization", id_),
        metadata=facts.metadata("organization", id_),
    )


def _description(listing: Listing) -> str:
    """It may not be missing: a site that says nothing of itself is called by name and place."""
    made_up = DEMONSTRATION if listing.demonstration else ""
    place = ", ".join(filter(None, (listing.address.city, listing.address.state)))
    said = listing.description or " in ".join(filter(None, (listing.full_name, place)))
    return sentence(made_up, said)
