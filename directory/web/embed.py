"""A search for other sites to show within their pages, and the page that explains how.

It sets no cookie and needs no script. Its links open the whole site in a tab of their own, so that
nobody calls a place from a frame that shows only half of what is known.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from directory import context
from directory.domain.vocabulary import Facet
from directory.understanding.parameters import LONGEST_TEXT, Asked
from directory.web import choices, danger, formats, headers, indexing, languages

bp = Blueprint("embed", __name__, url_prefix="/embed")

SCHEMES = ("light", "dark")
OWN = ("scheme", "limit")
USUAL, MOST = 5, 20  # results
PRESETS = (Facet.CARE, Facet.INSURANCE, Facet.FOR)
SNIPPET = Markup(
    '<iframe src="{}" title="{}" width="100%" height="640" style="border: 0" loading="lazy"'
    ' referrerpolicy="no-referrer"></iframe>'
)


@bp.get("/search")
def results() -> str:
    headers.let_be_framed()
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] not in OWN]
    asked = context.asker().ask(pairs)
    wants_results = bool(pairs) and not asked.place_is_open
    page = (
        context.finder().find(asked.criteria, today=formats.today(), per_page=_limit())
        if wants_results
        else None
    )
    return render_template(
        "embed/search.html",
        asked=asked,
        page=page,
        sentence=request.args.get("q", "")[:LONGEST_TEXT],
        radii=choices.radii(asked.criteria),
        radius=choices.chosen_radius(asked.criteria),
        carried=_carried(asked),
        places=[*asked.choices, *asked.suggestions],
        in_danger=danger.sounds_in(asked.criteria),
        scheme=_scheme(),
    )


@bp.app_template_filter()
def in_frame(place: str) -> str:
    """The same search for another place, within the frame."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in ("near", "page")]
    return f"{url_for('embed.results')}?{urlencode([('near', place), *kept])}"


@bp.get("")
def explain() -> Response:
    chosen = {name: request.args.get(name, "") for name in ("near", *PRESETS)}
    language = _language()
    address = _address(chosen, language)
    page = render_template(
        "embed/explain.html",
        chosen=chosen,
        presets=[(facet, context.vocabulary().of_facet(facet)) for facet in PRESETS],
        framed_language=language,
        scheme=_scheme(),
        address=address,
        snippet=SNIPPET.format(formats.outside(address), _("Find addiction treatment")),
        contact=context.settings().contact_email,
    )
    response = make_response(page)
    # The one page with a frame: it shows what the snippet would.
    response.headers["Content-Security-Policy"] = headers.policy(frame_src="'self'")
    return response


def _address(chosen: Mapping[str, str], language: str) -> str:
    given = {name: value for name, value in {**chosen, "scheme": _scheme()}.items() if value}
    query = f"?{urlencode(given)}" if given else ""
    return indexing.paths(url_for("embed.results"))[language] + query


def _carried(asked: Asked) -> list[tuple[str, str]]:
    """What the page around the frame has set; what a sentence said is in the box, to be changed."""
    own = [(name, request.args[name]) for name in OWN if request.args.get(name)]
    return choices.carried_to_another_place(asked.chosen) + own


def _language() -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in languages.LOCALES else context.language()


def _scheme() -> str:
    scheme = request.args.get("scheme", "")
    return scheme if scheme in SCHEMES else ""


def _limit() -> int:
    return min(max(request.args.get("limit", USUAL, type=int), 1), MOST)
