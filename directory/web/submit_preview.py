"""A submission as readers will see it, once an editor accepts it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from directory import context
from directory.domain import differences, hours
from directory.domain.documents import Document
from directory.domain.facts import OWN_WORD
from directory.domain.findings import Finding
from directory.domain.listings import Listing
from directory.domain.revised import revised
from directory.domain.revised_programs import Word
from directory.services.locate_address import locate_address
from directory.web import facts, formats, week


def parts(document: Document, findings: Collection[Finding]) -> dict[str, Any]:
    """As the page of a listing names them; nothing while something is wrong."""
    if any(each.is_error for each in findings):
        return {}
    listing, vocabulary = _listing(document), context.vocabulary()
    return {
        "listing": listing,
        "address": listing.address.public,
        "programs": [
            (program, week.of(program.sessions), facts.of_program(program.statements, vocabulary))
            for program in listing.programs
        ],
        "facts": facts.of_provider(listing, vocabulary),
        "open_days": hours.by_days(listing.office_hours),
        "always_open": hours.round_the_clock(listing.office_hours),
    }


def _listing(document: Document) -> Listing:
    """Its programs get numbers that no other has."""
    word = Word(OWN_WORD, formats.today())
    listing = revised(Listing(name=""), differences.between({}, document), word)
    programs = (replace(each, id=-place) for place, each in enumerate(listing.programs, start=1))
    return replace(
        listing,
        address=locate_address(listing.address, context.gazetteer()),
        programs=tuple(programs),
        confirmed_on=formats.today(),
    )
