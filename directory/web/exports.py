"""The whole directory as files: a page that says what they are, and the files."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from directory import context
from directory.services import export_directory
from directory.services.export_directory import Exporter
from directory.services.keep_exports import BusyError, Kept, Shelf
from directory.storage import holdings, sources

bp = Blueprint("exports", __name__, url_prefix="/exports")

A_MOMENT = "10"  # seconds until a file that is being made may be there


@dataclass(frozen=True, slots=True)
class Offered:
    """A file on the page; `rows` is None where its rows are of many kinds."""

    name: str
    rows: int | None


@bp.get("")
def index() -> str:
    session = context.session()
    edition = holdings.edition(session)
    return render_template(
        "exports/index.html",
        offered=_offered(holdings.counts(session)),
        changed_on=edition.changed_at.date() if edition.number else None,
        sources=sources.in_use(session),
    )


@bp.get("/")
def elsewhere() -> ResponseReturnValue:
    return redirect(url_for(".index"), 308)


@bp.get("/<name>")
def file(name: str) -> Response:
    """A file is made when it is first asked for after a change, and the same for all after that."""
    if name not in export_directory.EXPORTS:
        abort(404)
    shelf = _shelf()
    now = shelf.now(name)
    unchanged = _unchanged(now)
    if unchanged:
        return unchanged
    if request.method == "HEAD" and not now.path.exists():
        return _head(name, now)
    try:
        kept = shelf.get(name)
    except BusyError:
        return _busy()
    return send_file(
        kept.path,
        mimetype=export_directory.EXPORTS[name],
        as_attachment=True,
        download_name=name,
        etag=kept.etag,
        last_modified=kept.changed_at,
    )


def _shelf() -> Shelf:
    held = context.held()
    exporter = Exporter(held.database, held.catalogue, held.settings.base_url)
    return Shelf(held.settings.exports, held.database, exporter)


def _unchanged(kept: Kept) -> Response | None:
    """Tell those who have the file as it is, without making it."""
    response = Response(status=200)
    response.set_etag(kept.etag)
    response.last_modified = kept.changed_at
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response if response.status_code == 304 else None


def _head(name: str, kept: Kept) -> Response:
    """What is known of a file before it is made, which is all but its length."""
    response = Response(iter(()), mimetype=export_directory.EXPORTS[name])
    response.set_etag(kept.etag)
    response.last_modified = kept.changed_at
    response.cache_control.no_cache = True
    response.accept_ranges = "bytes"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _busy() -> Response:
    said = "This file is being made. Ask again in a moment.\n"
    return Response(said, status=503, mimetype="text/plain", headers={"Retry-After": A_MOMENT})


def _offered(counts: holdings.Counts) -> list[Offered]:
    rows = {
        export_directory.SITES: counts.sites,
        export_directory.PROGRAMS: counts.programs,
        export_directory.MAP: counts.sites,
    }
    return [Offered(name, rows.get(name)) for name in export_directory.EXPORTS]
