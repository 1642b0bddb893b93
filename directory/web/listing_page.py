"""What the page of a listing shows, for readers and for those who look at it before they do."""

from typing import Any

from directory import context
from directory.domain import hours
from directory.domain.listings import Listing
from directory.domain.vocabulary import Facet
from directory.services import find_conflicts
from directory.services.find_similar import find_similar
from directory.storage import standing
from directory.web import correct, facts, formats, structured, week


def parts(listing: Listing) -> dict[str, Any]:
    """By the names of templates/providers/show.html."""
    vocabulary = context.vocabulary()
    return {
        "listing": listing,
        "structured": structured.of_listing(listing),
        "address": listing.address.public,
        "payers": facts.payers(listing, vocabulary),
        "made_for": facts.offered(listing, vocabulary, Facet.FOR),
        "programs": [
            (program, week.of(program.sessions), facts.of_program(program.statements, vocabulary))
            for program in listing.programs
        ],
        "facts": facts.of_provider(listing, vocabulary),
        "open_days": hours.by_days(listing.office_hours),
        "always_open": hours.round_the_clock(listing.office_hours),
        "sources": facts.sources(listing),
        "not_named": standing.dropped(context.session(), listing.id),
        "disputed": correct.disputed(listing),
        "conflicts": find_conflicts.of_listing(context.session(), listing),
        "similar": find_similar(
            context.session(), context.engine(), listing, today=formats.today()
        ),
        "contact": context.settings().contact_email,
    }
