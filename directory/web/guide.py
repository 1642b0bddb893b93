"""The guide: what kinds of care there are, how to pay, what to do in a crisis, in two languages."""

from datetime import date
from typing import cast

from babel import dates
from flask import Blueprint, abort, current_app, render_template, url_for
from flask.blueprints import BlueprintSetupState

from directory import context
from directory.domain.guide import GuidePage
from directory.domain.vocabulary import Facet, Selection
from directory.storage import sources
from directory.web import formats, languages

bp = Blueprint("guide", __name__, url_prefix="/guide")

BANNER = "directory.demonstration"
# Pages that explain each term of a facet, under an anchor named as the term is.
EXPLAINING = {Facet.CARE: "levels", Facet.THERAPY: "therapies", Facet.MEDICATION: "medications"}


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Let templates lead from a term to what the guide says of it."""
    state.app.jinja_env.globals.update(explanation=explanation)


@bp.get("/")
def index() -> str:
    guide, language = context.guide(), context.language()
    parts = [(part.labels[language], guide.of_part(language, part)) for part in guide.parts]
    return render_template("guide/index.html", parts=parts)


@bp.get("/<slug>")
def page(slug: str) -> str:
    found = context.guide().page(context.language(), slug)
    return _shown(found or abort(404), "guide/page.html")


@bp.get("/data")
def data() -> str:
    found = context.guide().pages[context.language(), "data"]
    return _shown(found, "guide/data.html", lists=sources.in_use(context.session()))


def _shown(shown: GuidePage, template: str, **more: object) -> str:
    guide = context.guide()
    return render_template(
        template, page=shown, before=guide.before(shown), after=guide.after(shown), **more
    )


def explanation(of: Selection) -> str:
    """Where the guide explains a term; empty where it does not."""
    slug = EXPLAINING.get(of.facet, "")
    found = context.guide().page(context.language(), slug)
    if found is None or of.slug not in found.anchors:
        return ""
    return url_for("guide.page", slug=slug, _anchor=of.slug)


@bp.app_template_filter()
def dated(written: str) -> str:
    """Say a date no more finely than the document does: 2006, September 2023, Apr 5, 2022."""
    if len(written) == len("2006"):
        return written
    if len(written) == len("2023-09"):
        month = date.fromisoformat(f"{written}-01")
        return dates.format_skeleton("yMMMM", month, locale=languages.locale())
    return formats.day(date.fromisoformat(written))


@bp.app_context_processor
def banner() -> dict[str, object]:
    """Every page says whether made-up listings are loaded; asked only where a page shows it."""
    return {"any_demonstration": _any_demonstration}


def _any_demonstration() -> bool:
    """Read once for each edition of the index: it costs a twentieth of a page."""
    edition = context.engine().edition
    known = current_app.extensions.get(BANNER)
    if known is None or known[0] != edition:
        known = (edition, context.engine().listed().has_made_up)
        current_app.extensions[BANNER] = known
    return cast(bool, known[1])
