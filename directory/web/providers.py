from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.domain import hours
from directory.domain.vocabulary import Facet
from directory.services import find_conflicts
from directory.services.find_similar import find_similar
from directory.storage import listings, standing
from directory.web import correct, departed, facts, formats, structured, week

bp = Blueprint("providers", __name__, url_prefix="/providers")


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    listing = listings.by_slug(context.session(), slug) if slug.isprintable() else None
    if listing is None:
        return _moved(slug)
    vocabulary = context.vocabulary()
    return render_template(
        "providers/show.html",
        listing=listing,
        structured=structured.of_listing(listing),
        address=listing.address.public,
        payers=facts.payers(listing, vocabulary),
        made_for=facts.offered(listing, vocabulary, Facet.FOR),
        programs=[
            (program, week.of(program.sessions), facts.of_program(program.statements, vocabulary))
            for program in listing.programs
        ],
        facts=facts.of_provider(listing, vocabulary),
        open_days=hours.by_days(listing.office_hours),
        always_open=hours.round_the_clock(listing.office_hours),
        sources=facts.sources(listing),
        not_named=standing.dropped(context.session(), listing.id),
        disputed=correct.disputed(listing),
        conflicts=find_conflicts.of_listing(context.session(), listing),
        similar=find_similar(context.session(), context.engine(), listing, today=formats.today()),
        contact=context.settings().contact_email,
    )


def _moved(slug: str) -> ResponseReturnValue:
    current = listings.current_slug(context.session(), slug) if slug.isprintable() else None
    if current is not None:
        return redirect(url_for("providers.show", slug=current), 301)
    page = departed.page(slug) if slug.isprintable() else None
    if page is None:
        abort(404)
    return page, 410
