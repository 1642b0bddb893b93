"""How a listing looks among results when nothing was asked of it."""

from markupsafe import escape

from directory.domain.listings import Listing, Program
from directory.services.find_programs import Match
from directory.storage.cards import Card, ProgramLine


def of(listing: Listing) -> Match:
    card = Card(
        id=listing.id,
        slug=listing.slug,
        name=listing.full_name,
        description=listing.description,
        address=listing.address.public,
        confirmed_on=listing.confirmed_on,
        demonstration=listing.demonstration,
        gone_since=listing.gone_since,
        phones=list(listing.phones),
        programs=[_line(each) for each in listing.programs],
    )
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


def _line(program: Program) -> ProgramLine:
    return ProgramLine(
        id=program.id,
        care=program.care,
        name=program.name,
        hours_a_week=program.hours_a_week,
        openings=program.openings,
    )
