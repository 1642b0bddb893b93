"""All listings of an organization in a table: taken to a spreadsheet, and brought back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from directory import context
from directory.domain.listings import Listing
from directory.domain.revisions import Revision
from directory.exchange import own_csv_upload, own_csv_writing
from directory.exchange.own_csv_upload import TableError
from directory.services import draft_changes, export_directory
from directory.services.draft_changes import Desk, Outcome
from directory.services.read_table import Books, Reading, read_table
from directory.services.settle_draft import Settling
from directory.storage import kept, listings
from directory.storage.kept import Kept
from directory.web import difference_words, formats, keeping, table_words
from directory.web.difference_words import Told

Write = Callable[[Iterable[Listing], BinaryIO], None]
FILES: dict[str, Write] = {
    export_directory.PROGRAMS: own_csv_writing.write_programs,
    export_directory.SITES: own_csv_writing.write_sites,
    export_directory.WHOLE: lambda all_, target: own_csv_writing.write_whole(
        all_, target, formats.today()
    ),
    export_directory.PACKAGE: lambda all_, target: own_csv_writing.write_package(
        all_, target, formats.today()
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderWay:
    """A draft beside what is shown."""

    draft: Revision
    slug: str
    name: str
    parts: list[tuple[str, list[Told]]]
    needs_a_look: bool
    at_once: bool  # readers see all of it as soon as it is sent in


def show() -> str:
    return _page()


def download(name: str) -> ResponseReturnValue:
    if name not in FILES:
        abort(404)
    file = BytesIO()
    FILES[name](_listings(), file)
    file.seek(0)
    return send_file(
        file,
        mimetype=export_directory.EXPORTS[name],
        as_attachment=True,
        download_name=name,
    )


def upload() -> ResponseReturnValue:
    """Say what it would change; nothing is sent in yet."""
    try:
        came = own_csv_upload.read(_sent())
    except TableError as error:
        return _page(fault=table_words.trouble(error.trouble)), 422
    reading = read_table(came, _listings(), Books(context.gazetteer(), context.vocabulary()))
    with context.writing() as session:
        draft_changes.draft_changes(session, reading.changes, keeping.current().keeper)
    return _page(reading=reading)


def _sent() -> bytes:
    file = request.files.get("table")
    if file is None:
        return b""
    with file.stream:
        content: bytes = file.read(own_csv_upload.MOST_BYTES + 1)
    return content


def send() -> ResponseReturnValue:
    """Send in what was looked at, as it was then."""
    keeper = keeping.current().keeper
    looked_at = set(request.form.getlist("draft"))
    with context.writing() as session:
        found = draft_changes.drafts(session, _ids(), keeper)
        chosen = [each for each in found if f"{each.id}:{each.version}" in looked_at]
        outcome = draft_changes.send_in(session, chosen, keeper, _desk())
    _say(outcome)
    return redirect(url_for("manage.table", organization=keeping.organization().id), 303)


def _page(reading: Reading | None = None, fault: str = "") -> str:
    return render_template(
        "manage/table.html",
        keeping=keeping.current(),
        files=list(FILES),
        count=len(_ids()),
        most=own_csv_upload.MOST_BYTES // 1_000_000,
        reading=reading,
        faults=[table_words.said(each) for each in reading.faults] if reading else [],
        fault=fault,
        under_way=_under_way(),
    )


def _under_way() -> list[UnderWay]:
    """As it is since this request wrote, which the session of its reading does not see."""
    keeper = keeping.current().keeper
    with context.held().database.reading() as session:
        owned = kept.of_organizations(session, [keeping.organization().id])
        found = draft_changes.drafts(session, [each.id for each in owned], keeper)
        settled = [(each, draft_changes.settled(session, each, _desk())) for each in found]
    names = {each.id: each for each in owned}
    return [
        _one(names[draft.provider_id or 0], draft, settling)
        for draft, settling in settled
        if settling and settling.since.mine
    ]


def _one(listing: Kept, draft: Revision, settling: Settling) -> UnderWay:
    document = {**draft.base, **draft.proposal}
    told = difference_words.told(settling.since.mine, context.vocabulary(), document)
    at_once = settling.at_once(keeping.current().keeper)
    return UnderWay(
        draft=draft,
        slug=listing.slug,
        name=listing.name,
        parts=difference_words.parts(told),
        needs_a_look=bool(settling.wrong or settling.clashes),
        at_once=len(at_once) == len(settling.since.mine),
    )


def _say(outcome: Outcome) -> None:
    if outcome.sent:
        flash(
            ngettext(
                "Changes to %(num)d listing were sent in.",
                "Changes to %(num)d listings were sent in.",
                outcome.sent,
            )
        )
    if outcome.live:
        flash(_("What changes from day to day is shown to readers already."))
    if outcome.left:
        flash(_("Some changes need a look first. They are still here."))
    if not outcome.sent and not outcome.left:
        flash(_("Nothing was sent in: it was sent before, or changed in another window."))


def _ids() -> list[int]:
    owned = kept.of_organizations(context.session(), [keeping.organization().id])
    return [each.id for each in owned]


def _listings() -> list[Listing]:
    """Shown or not."""
    return listings.all_whole(context.session(), _ids())


def _desk() -> Desk:
    return Desk(
        gazetteer=context.gazetteer(), vocabulary=context.vocabulary(), today=formats.today()
    )
