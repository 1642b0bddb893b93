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
from directory.exchange import own_csv_upload, own_csv_writing
from directory.exchange.own_csv_upload import TableError
from directory.services import draft_changes, export_directory
from directory.services.draft_changes import Desk, Outcome
from directory.services.read_table import Books, Reading, read_table
from directory.storage import kept, listings
from directory.storage.revisions import Revision
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
    request.max_content_length = own_csv_upload.MOST_BYTES + 100_000
    sent = request.files.get("table")
    try:
        came = own_csv_upload.read(sent.read() if sent else b"")
    except TableError as error:
        return _page(fault=table_words.trouble(error.trouble)), 422
    reading = read_table(came, _listings(), Books(context.gazetteer(), context.vocabulary()))
    with context.writing() as session:
        draft_changes.draft_changes(session, reading.changes, keeping.current().keeper)
    return _page(reading=reading)


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
    session, keeper = context.session(), keeping.current().keeper
    names = {each.id: each for each in kept.of_organizations(session, [keeping.organization().id])}
    found = []
    for draft in draft_changes.drafts(session, list(names), keeper):
        settling = draft_changes.settled(session, draft, _desk())
        if settling is None or not settling.since.mine:
            continue
        told = difference_words.told(
            settling.since.mine, context.vocabulary(), {**draft.base, **draft.proposal}
        )
        listing = names[draft.provider_id or 0]
        one = UnderWay(
            draft=draft,
            slug=listing.slug,
            name=listing.name,
            parts=difference_words.parts(told),
            needs_a_look=bool(settling.wrong or settling.clashes),
            at_once=len(settling.at_once(keeper)) == len(settling.since.mine),
        )
        found.append(one)
    return found


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
    found = (listings.whole(context.session(), id_) for id_ in _ids())
    return [each for each in found if each]


def _desk() -> Desk:
    return Desk(
        gazetteer=context.gazetteer(), vocabulary=context.vocabulary(), today=formats.today()
    )
