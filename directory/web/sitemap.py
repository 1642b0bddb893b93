"""The addresses of all pages for search engines, in parts, each with the day of its last change."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

from flask import Blueprint, Response, abort, request, url_for

from directory import context
from directory.exchange import sitemap
from directory.exchange.sitemap import Listed
from directory.storage import addresses
from directory.web import formats, indexing, languages

bp = Blueprint("sitemap", __name__)

IN_A_PART = 2500  # listings, each with two addresses
MIMETYPE = "application/xml"
PAGES = (
    *("search.home", "levels.ask", "guide.index", "embed.explain"),
    *("exports.index", "docs.show"),
)


@bp.get("/sitemap.xml")
def index() -> Response:
    parts = [(formats.outside(url_for(".pages")), _pages_changed_at())]
    for part in addresses.parts(context.session(), IN_A_PART):
        address = formats.outside(url_for(".listings", number=part.number))
        parts.append((address, part.changed_at))
    return _answer(max(changed_at for _, changed_at in parts), lambda: sitemap.index(parts))


@bp.get("/sitemaps/pages.xml")
def pages() -> Response:
    return _answer(_pages_changed_at(), lambda: sitemap.urlset(_pages()))


@bp.get("/sitemaps/listings-<int(min=1, max=1000000):number>.xml")
def listings(number: int) -> Response:
    found = addresses.of_part(context.session(), number, IN_A_PART) or abort(404)
    listed = (
        Listed(
            addresses=indexing.in_every_language(url_for("providers.show", slug=each.slug)),
            changed_at=each.changed_at,
        )
        for each in found
        if each.is_public
    )
    return _answer(max(each.changed_at for each in found), lambda: sitemap.urlset(listed))


def _pages() -> Iterator[Listed]:
    for endpoint in PAGES:
        yield Listed(addresses=indexing.in_every_language(url_for(endpoint)))
    for (language, slug), page in context.guide().pages.items():
        if language == languages.ENGLISH:
            yield Listed(
                addresses=indexing.in_every_language(url_for("guide.page", slug=slug)),
                changed_at=_moment(page.reviewed),
            )


def _pages_changed_at() -> datetime:
    return max(_moment(page.reviewed) for page in context.guide().pages.values())


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())


def _answer(changed_at: datetime, write: Callable[[], bytes]) -> Response:
    """Written only for who has not read this state of it yet."""
    response = Response(mimetype=MIMETYPE)
    response.last_modified = changed_at.replace(tzinfo=UTC)
    response.cache_control.no_cache = True  # keep it, and ask whether it is still so
    response.make_conditional(request)
    if response.status_code == 200:
        response.set_data(write())
    return response
