"""A listing's page as readers would see it, before anything is decided."""

from dataclasses import replace

from flask import render_template

from directory import context
from directory.domain.differences import Difference
from directory.domain.facts import OWN_WORD
from directory.domain.listings import Address, Listing
from directory.domain.revised import revised
from directory.domain.revised_programs import Word
from directory.services.locate_address import locate_address
from directory.web import formats, listing_page

NOBODY = Listing(name="", address=Address())


def proposed(listing: Listing | None, changed: tuple[Difference, ...]) -> Listing:
    """The listing, or a new one, with what is proposed made true by the provider's word."""
    made = revised(listing or NOBODY, changed, Word(OWN_WORD, formats.today()))
    placed = locate_address(made.address, context.gazetteer())
    return replace(made, address=placed, confirmed_on=formats.today())


def page(listing: Listing, back: str, what: str) -> str:
    """`back`: where the editor came from; `what`: whose page it would be, in words."""
    programs = (
        one if one.id else replace(one, id=-place)  # numbers that no other program has
        for place, one in enumerate(listing.programs, start=1)
    )
    shown = replace(listing, programs=tuple(programs))
    parts = listing_page.parts(shown)
    return render_template("review/preview.html", **parts, back=back, what=what)
