"""What is new, changed or gone, as feed readers follow it: of the country or of one state."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request, url_for

from directory import context
from directory.exchange import atom
from directory.exchange.atom import Deleted, Entry, Feed
from directory.storage import publications
from directory.storage.publications import Story
from directory.web import formats, indexing

bp = Blueprint("feeds", __name__, url_prefix="/feeds")

ENTRIES = 100
SINCE = "2026"  # when the names of entries were first given, which RFC 4151 asks for
BEFORE_ALL = datetime.fromisoformat("2026-01-01T00:00:00")  # of a feed without any entry


@bp.get("/changes.atom")
def changes() -> Response:
    return _answer("", context.settings().site_name)


@bp.get("/changes/<state>.atom")
def changes_in(state: str) -> Response:
    if context.gazetteer().state(state) != state:
        abort(404)
    return _answer(state, f"{context.settings().site_name}, {state}")


def _answer(state: str, site: str) -> Response:
    stories = publications.latest(context.session(), state or None, ENTRIES)
    updated_at = stories[0].publication.changed_at if stories else BEFORE_ALL
    feed = Feed(
        id=_name(f"changes/{state}" if state else "changes"),
        title=f"New, changed and gone listings: {site}",
        author=context.settings().site_name,
        address=formats.outside(request.path),
        site=formats.outside(url_for("search.home")),
        updated_at=updated_at,
    )
    response = Response(_written(feed, stories), mimetype="application/atom+xml")
    response.last_modified = updated_at.replace(tzinfo=UTC)
    response.add_etag()
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def _written(feed: Feed, stories: Sequence[Story]) -> bytes:
    return atom.written(feed, (_entry(story) for story in stories))


def _entry(story: Story) -> Entry | Deleted:
    about = story.publication
    name = _name(f"listing/{about.provider_id}")
    if not story.is_public:
        return Deleted(id=name, at=about.changed_at)
    page = url_for("providers.show", slug=about.slug)
    return Entry(
        id=name,
        title=_title(story),
        summary=_summary(story),
        category=_category(story),
        published_at=about.published_at,
        updated_at=about.changed_at,
        links=indexing.in_every_language(page),
    )


def _title(story: Story) -> str:
    marked = "Made-up example: " if story.demonstration else ""
    where = ", ".join(filter(None, (story.city, story.publication.state)))
    return f"{marked}{story.publication.name}, {where}"


def _category(story: Story) -> str:
    about = story.publication
    if about.gone_at:
        return "gone"
    return "created" if about.published_at == about.changed_at else "changed"


def _summary(story: Story) -> str:
    return {
        "gone": "No source lists this place any more. Call before you rely on it.",
        "created": "New in the directory.",
        "changed": "Something in this listing changed.",
    }[_category(story)]


def _name(what: str) -> str:
    """A tag URI, which stays the same when a listing gets another address."""
    host = urlsplit(formats.outside("/")).hostname
    return f"tag:{host},{SINCE}:{what}"
