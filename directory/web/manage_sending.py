"""Before a draft is sent in: what readers will see, what differs, what others changed meanwhile."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from directory import context
from directory.domain.facts import OWN_WORD
from directory.domain.findings import Finding
from directory.domain.listings import Listing
from directory.domain.revised import revised
from directory.domain.revised_programs import Word
from directory.domain.revisions import Revision, RevisionStatus
from directory.services import edit_listing, settle_draft
from directory.services.locate_address import locate_address
from directory.services.settle_draft import Settling, UnsettledError
from directory.services.submit_listing import ChangedMeanwhileError
from directory.storage import revisions
from directory.web import (
    complaints,
    difference_words,
    formats,
    keeping,
    listing_page,
    manage_editing,
    result_card,
)
from directory.web.listing_form import steps

SENT = (RevisionStatus.PENDING, RevisionStatus.ACCEPTED, RevisionStatus.REFUSED)


def preview() -> str:
    listing = keeping.listing()
    draft = manage_editing.own_draft()
    settling = _settled(draft, listing) if draft else None
    later = _after(listing, settling) if settling else listing
    return render_template(
        "manage/preview.html",
        draft=draft,
        keeping=keeping.current(),
        match=result_card.of(later),
        **listing_page.parts(later),
    )


def difference() -> ResponseReturnValue:
    draft = manage_editing.own_draft()
    if draft is None:
        flash(_without_draft())
        return redirect(_listing_address(), 303 if request.method == "POST" else 302)
    if request.method == "POST":
        return _answer(draft)
    return _page(draft)


def withdraw(revision: int) -> ResponseReturnValue:
    """Take back what waits. What readers see of it already would stay, and no editor look at it."""
    found = revisions.by_id(context.session(), revision)
    if found is None or found.provider_id != keeping.standing().id:
        abort(404)
    if found.status is RevisionStatus.PENDING and found.is_live:
        flash(_("Readers see part of it already. Undo it in the history."))
        return redirect(url_for("manage.history", slug=keeping.standing().slug), 303)
    if found.status is RevisionStatus.PENDING:
        with context.writing() as session:
            edit_listing.discard(session, found, keeping.current().keeper)
        flash(_("It is taken back. No editor looks at it any more."))
    else:
        flash(_("It was too late to take this back: an editor has decided."))
    return redirect(_listing_address(), 303)


def _without_draft() -> str:
    """A button that was pressed twice has done its work."""
    last = next(manage_editing.own(), None)
    if request.method == "POST" and last and last.status in SENT:
        return _("It was sent in already.")
    return _("You have no changes under way.")


def _answer(draft: Revision) -> ResponseReturnValue:
    settling = _settled(draft, keeping.listing())
    if settling.wrong or not settling.since.mine:
        return _page(draft, _("Some things have to be mended before this can be sent in."))
    try:
        sent = _sent(draft, settling)
    except UnsettledError:
        return _page(draft, _("Please choose which of the two counts."))
    except ChangedMeanwhileError as error:
        told = _("These changes were edited in another window. Please look again.")
        return _page(error.args[0] or draft, told)
    flash(_said(sent, settling))
    return redirect(_listing_address(), 303)


def _sent(draft: Revision, settling: Settling) -> Revision:
    if request.form.get("version") != str(draft.version):
        raise ChangedMeanwhileError(draft)
    keeper = keeping.current().keeper
    choices = {each.key: request.form.get(f"choice/{each.key}", "") for each in settling.clashes}
    with context.writing() as session:
        chosen = settle_draft.choose(session, draft, settling, choices)
        return edit_listing.send_in(session, chosen, keeper, context.gazetteer(), formats.today())


def _said(sent: Revision, settling: Settling) -> str:
    at_once = settling.at_once(keeping.current().keeper)
    if not sent.is_live:
        return _("Sent in. An editor looks at it, and you are told by mail what becomes of it.")
    if len(at_once) == len(settling.since.mine):
        return _("Readers see this now. An editor looks at it later.")
    return _("Readers see some of it now. The rest waits for an editor, who tells you by mail.")


def _page(draft: Revision, refusal: str = "") -> ResponseReturnValue:
    settling = _settled(draft, keeping.listing())
    page = render_template(
        "manage/difference.html",
        draft=draft,
        refusal=refusal,
        keeping=keeping.current(),
        mends=[_mend(each) for each in settling.findings],
        is_wrong=bool(settling.wrong),
        **_told(draft, settling),
    )
    return page, 422 if refusal else 200


def _told(draft: Revision, settling: Settling) -> dict[str, Any]:
    """What differs, in words: what waits for an editor apart from what readers see at once."""
    vocabulary, both = context.vocabulary(), {**draft.base, **draft.proposal}
    at_once = settling.at_once(keeping.current().keeper)
    clashing = settling.since.clashing
    groups = {
        "at_once": [each for each in at_once if each.key not in clashing],
        "waiting": [
            each for each in settling.since.mine if each not in at_once and each.key not in clashing
        ],
        "clashes": settling.clashes,
        "theirs": settling.since.theirs,
    }
    found = {name: difference_words.told(those, vocabulary, both) for name, those in groups.items()}
    parts = {name: difference_words.parts(found[name]) for name in ("at_once", "waiting", "theirs")}
    return {**parts, "clashes": found["clashes"], "changes": len(settling.since.mine)}


def _mend(finding: Finding) -> dict[str, Any]:
    page = steps.page_of(finding.key)
    return {
        "about": difference_words.label(finding.key, context.vocabulary()),
        "sentence": complaints.complaint(finding),
        "address": manage_editing.address(page, look="1"),
        "is_error": finding.is_error,
    }


def _settled(draft: Revision, listing: Listing) -> Settling:
    return settle_draft.settle(draft, listing, context.gazetteer(), context.vocabulary())


def _after(listing: Listing, settling: Settling) -> Listing:
    """The listing as readers would see it; new programs get numbers that no other has."""
    word = Word(OWN_WORD, formats.today())
    made = revised(listing, settling.since.mine, word)
    placed = replace(made, address=locate_address(made.address, context.gazetteer()))
    programs = (
        each if each.id else replace(each, id=-place)
        for place, each in enumerate(placed.programs, start=1)
    )
    return replace(placed, programs=tuple(programs), confirmed_on=formats.today())


def _listing_address() -> str:
    return url_for("manage.listing", slug=keeping.standing().slug)
