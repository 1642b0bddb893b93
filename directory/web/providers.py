from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.storage import listings
from directory.web import departed, listing_page

bp = Blueprint("providers", __name__, url_prefix="/providers")


@bp.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    listing = listings.by_slug(context.session(), slug) if slug.isprintable() else None
    if listing is None:
        return _moved(slug)
    return render_template("providers/show.html", **listing_page.parts(listing))


def _moved(slug: str) -> ResponseReturnValue:
    current = listings.current_slug(context.session(), slug) if slug.isprintable() else None
    if current is not None:
        return redirect(url_for("providers.show", slug=current), 301)
    page = departed.page(slug) if slug.isprintable() else None
    if page is None:
        abort(404)
    return page, 410
